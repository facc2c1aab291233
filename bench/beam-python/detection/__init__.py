"""The detection of transforms/ in Beam Python. Workers import these modules by name: nothing is pickled by value."""
