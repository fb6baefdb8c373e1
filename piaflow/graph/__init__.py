"""The flows of one or several assessments as a graph of integers, and which of their nodes are one."""
