# include restore-stdin
# include end
