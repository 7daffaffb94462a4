# void spawnpoint_on_stack(body, argument, stack): calls body(previous stack pointer, argument) with the stack pointer at
# `stack`, and puts it back afterwards. In assembly, since no language reaches the stack pointer of WebAssembly.
	.globaltype	__stack_pointer, i32
	.tabletype	__indirect_function_table, funcref
	.section	.text.spawnpoint_on_stack,"",@
	.globl	spawnpoint_on_stack
	.type	spawnpoint_on_stack,@function
spawnpoint_on_stack:
	.functype	spawnpoint_on_stack (i32, i32, i32) -> ()
	.local	i32
	global.get	__stack_pointer
	local.set	3
	local.get	2
	global.set	__stack_pointer
	local.get	3
	local.get	1
	local.get	0
	call_indirect	__indirect_function_table, (i32, i32) -> ()
	local.get	3
	global.set	__stack_pointer
	end_function
