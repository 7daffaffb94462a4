# exit: 1
# shared: same
def inner():
    raise KeyError("missing")


def outer():
    try:
        inner()
    except KeyError as error:
        raise RuntimeError("could not look it up") from error


print("before")
outer()
print("never")
