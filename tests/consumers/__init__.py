"""Do the programs that will read our exports accept them?"""
