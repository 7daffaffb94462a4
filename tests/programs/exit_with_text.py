# exit: 1
# shared: same
import sys

print("before")
sys.exit("the reason")
