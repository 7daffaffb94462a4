# exit: 1
# shared: same
print("never printed")
if True
    print("no colon")
