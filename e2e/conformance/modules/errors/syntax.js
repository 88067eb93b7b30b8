const fine = 1;
const broken = fine +* 2;
