"""学生の活動: what students of a university or school do with the areas and their bodies."""
