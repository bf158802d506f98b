"""The engine of builds: a graph of steps with their stored results, and notebooks in kernels.

It can run any report: it knows no step of this one, and no word of its subject.
"""
