"""What a seller does every week: the next PO from the last one, the list of all, and a fact said of one.

Owns which keys a fact, a copy and a date touch, as changes for `editing`. It must not open files, ask anyone, or know
a language's words.
"""
