"""The rules, a noun a file. Each takes a Work and plain values, decides, writes, and says what happened."""
