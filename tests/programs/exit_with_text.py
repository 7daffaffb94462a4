# exit: 1
import sys

print("before")
sys.exit("the reason")
