"""The engine of builds: a graph of steps with its memory, and notebooks run in kernels.

It would run any report: no step of this one and no word of its subject stands here.
"""
