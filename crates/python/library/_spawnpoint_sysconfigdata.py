"""What `sysconfig` expects to know of how Python was built; it asks for a name that has the platform in it."""

build_time_vars = {}
