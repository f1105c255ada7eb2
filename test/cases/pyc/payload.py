import subprocess
print("byte" + "code")
VALUE = subprocess
