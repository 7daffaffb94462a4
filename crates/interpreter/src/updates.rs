//! Lost updates: a thread sets a global variable to what it made of the value it had read, and another
//! thread has set it meanwhile.
//!
//! Where all processes share one interpreter, the main program is compiled with marks at the reads and
//! writes of the global variables that functions of it set. A variable has a version, which each write
//! raises; a thread whose last read was of an older version, and not its own, overwrites an update.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
    sync::Mutex,
};

use ruff_text_size::{Ranged, TextRange};
use rustpython_compiler::ast::{
    AtomicNodeIndex, BoolOp, ExceptHandler, Expr, ExprBoolOp, ExprContext, ExprName,
    ExprNumberLiteral, ExprSubscript, Int, Number, Stmt, StmtExpr, Suite,
    name::Name,
    visitor::transformer::{Transformer, walk_expr, walk_stmt},
};
use rustpython_vm::VirtualMachine;
use spawnpoint_protocol::{Tid, syscall::Notice};

use crate::kernel::{current, lock, notify, place};

/// The names under which the main program finds the marks among the builtins.
const READ: &str = "__spawnpoint_read__";
const WRITTEN: &str = "__spawnpoint_written__";

static VARIABLES: Mutex<Vec<Variable>> = Mutex::new(Vec::new());

struct Variable {
    name: String,
    version: u64,
    /// Who wrote this version.
    by: Tid,
    /// The versions that threads have read since they last wrote.
    read: BTreeMap<Tid, u64>,
}

/// The running thread reads the variable with this number.
pub(crate) fn read(number: usize) {
    if let Some(variable) = lock(&VARIABLES).get_mut(number) {
        variable.read.insert(current(), variable.version);
    }
}

/// The running thread has written the variable with this number.
pub(crate) fn written(number: usize, vm: &VirtualMachine) {
    let thread = current();
    let lost = {
        let mut variables = lock(&VARIABLES);
        let Some(variable) = variables.get_mut(number) else {
            return;
        };
        let read = variable.read.remove(&thread);
        let is_outdated = read.is_some_and(|version| version < variable.version);
        let by = mem::replace(&mut variable.by, thread);
        variable.version += 1;
        (is_outdated && by != thread).then(|| (variable.name.clone(), by))
    };
    if let Some((name, lost)) = lost {
        let site = place(vm);
        notify(Notice::Overwritten { name, lost, site });
    }
}

fn number_of(name: &str) -> usize {
    let mut variables = lock(&VARIABLES);
    let known = variables.iter().position(|variable| variable.name == name);
    known.unwrap_or_else(|| {
        variables.push(Variable {
            name: name.to_owned(),
            version: 0,
            by: Tid::MAIN,
            read: BTreeMap::new(),
        });
        variables.len() - 1
    })
}

/// Puts marks into a module. What is not sure to concern a global variable of the module, such as what
/// stands in a comprehension or a class, stays without.
pub(crate) fn mark(module: &mut Suite) {
    let functions = Functions::default();
    for statement in module.iter_mut() {
        functions.visit_stmt(statement);
    }
    let set = mem::take(&mut *lock(&functions.set));
    Scope::of(module, &set).mark(module);
}

/// Marks functions, and collects the global variables that they set.
#[derive(Default)]
struct Functions {
    set: Mutex<BTreeSet<Name>>,
}

impl Transformer for Functions {
    fn visit_stmt(&self, statement: &mut Stmt) {
        walk_stmt(self, statement);
        if let Stmt::FunctionDef(function) = statement {
            let mut declared = BTreeSet::new();
            each(&mut function.body, &mut |statement| {
                if let Stmt::Global(global) = statement {
                    declared.extend(global.names.iter().map(|name| name.id.clone()));
                }
            });
            let scope = Scope::of(&mut function.body, &declared);
            scope.mark(&mut function.body);
            lock(&self.set).extend(scope.numbers.into_keys());
        }
    }
}

/// A function or the module itself, and the numbers of the global variables that it sets.
struct Scope {
    numbers: BTreeMap<Name, usize>,
}

impl Scope {
    /// Of those variables that are `global` in it.
    fn of(body: &mut Suite, global: &BTreeSet<Name>) -> Self {
        let mut numbers = BTreeMap::new();
        each(body, &mut |statement| {
            for name in stored(statement) {
                if global.contains(name) {
                    numbers.insert(name.clone(), number_of(name));
                }
            }
        });
        Self { numbers }
    }

    fn mark(&self, body: &mut Suite) {
        if self.numbers.is_empty() {
            return;
        }
        for mut statement in mem::take(body) {
            let (expressions, blocks) = parts(&mut statement);
            for expression in expressions {
                self.visit_expr(expression);
            }
            for block in blocks {
                self.mark(block);
            }
            // On the line of the statement, so that they add no line to those which a debugger sees.
            let range = TextRange::empty(statement.start());
            if let Stmt::AugAssign(node) = &statement
                && let Expr::Name(target) = &*node.target
                && let Some(number) = self.numbers.get(&target.id)
            {
                body.push(statement_of(subscript(READ, *number, range)));
            }
            let written: Vec<_> = (stored(&statement).into_iter())
                .filter_map(|name| self.numbers.get(name).copied())
                .collect();
            body.push(statement);
            for number in written {
                body.push(statement_of(subscript(WRITTEN, number, range)));
            }
        }
    }
}

impl Transformer for Scope {
    fn visit_expr(&self, expression: &mut Expr) {
        match expression {
            Expr::Name(name) if name.ctx == ExprContext::Load => {
                if let Some(number) = self.numbers.get(&name.id) {
                    *expression = read_before(expression.clone(), *number);
                }
            }
            // They have names of their own.
            Expr::Lambda(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_) => {}
            _ => walk_expr(self, expression),
        }
    }
}

/// Calls `visit` with each statement of a scope.
fn each(body: &mut Suite, visit: &mut dyn FnMut(&Stmt)) {
    for statement in body {
        visit(statement);
        for block in parts(statement).1 {
            each(block, visit);
        }
    }
}

/// What a statement reads, and the blocks in it that belong to the same scope.
fn parts(statement: &mut Stmt) -> (Vec<&mut Expr>, Vec<&mut Suite>) {
    match statement {
        Stmt::Expr(node) => (vec![&mut node.value], vec![]),
        Stmt::Assign(node) => (vec![&mut node.value], vec![]),
        Stmt::AugAssign(node) => (vec![&mut node.value], vec![]),
        Stmt::AnnAssign(node) => (node.value.as_deref_mut().into_iter().collect(), vec![]),
        Stmt::Return(node) => (node.value.as_deref_mut().into_iter().collect(), vec![]),
        Stmt::Raise(node) => (node.exc.as_deref_mut().into_iter().collect(), vec![]),
        Stmt::Assert(node) => (vec![&mut node.test], vec![]),
        Stmt::For(node) => (vec![&mut node.iter], vec![&mut node.body, &mut node.orelse]),
        Stmt::While(node) => (vec![&mut node.test], vec![&mut node.body, &mut node.orelse]),
        Stmt::If(node) => {
            let (mut tests, mut blocks) = (vec![&mut *node.test], vec![&mut node.body]);
            for clause in &mut node.elif_else_clauses {
                tests.extend(&mut clause.test);
                blocks.push(&mut clause.body);
            }
            (tests, blocks)
        }
        Stmt::With(node) => {
            let items = node.items.iter_mut();
            let expressions = items.map(|item| &mut item.context_expr).collect();
            (expressions, vec![&mut node.body])
        }
        Stmt::Match(node) => {
            let blocks = node.cases.iter_mut().map(|case| &mut case.body).collect();
            (vec![&mut node.subject], blocks)
        }
        Stmt::Try(node) => {
            let mut blocks = vec![&mut node.body];
            for ExceptHandler::ExceptHandler(handler) in &mut node.handlers {
                blocks.push(&mut handler.body);
            }
            blocks.extend([&mut node.orelse, &mut node.finalbody]);
            (vec![], blocks)
        }
        _ => (vec![], vec![]),
    }
}

/// The names to which an assignment assigns.
fn stored(statement: &Stmt) -> Vec<&Name> {
    let mut names = Vec::new();
    match statement {
        Stmt::Assign(node) => (node.targets.iter()).for_each(|target| targets(target, &mut names)),
        Stmt::AugAssign(node) => targets(&node.target, &mut names),
        Stmt::AnnAssign(node) if node.value.is_some() => targets(&node.target, &mut names),
        _ => {}
    }
    names
}

fn targets<'a>(target: &'a Expr, names: &mut Vec<&'a Name>) {
    match target {
        Expr::Name(name) => names.push(&name.id),
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| targets(item, names)),
        Expr::List(list) => list.elts.iter().for_each(|item| targets(item, names)),
        Expr::Starred(starred) => targets(&starred.value, names),
        _ => {}
    }
}

/// `__spawnpoint_read__[number] or variable`: the mark is false.
fn read_before(variable: Expr, number: usize) -> Expr {
    let range = variable.range();
    Expr::BoolOp(ExprBoolOp {
        node_index: AtomicNodeIndex::NONE,
        range,
        op: BoolOp::Or,
        values: vec![subscript(READ, number, range), variable],
        runtime_values: None,
    })
}

fn subscript(name: &'static str, number: usize, range: TextRange) -> Expr {
    let name = Expr::Name(ExprName {
        node_index: AtomicNodeIndex::NONE,
        range,
        id: Name::new_static(name),
        ctx: ExprContext::Load,
    });
    let number = Expr::NumberLiteral(ExprNumberLiteral {
        node_index: AtomicNodeIndex::NONE,
        range,
        value: Number::Int(Int::from(u32::try_from(number).unwrap_or(u32::MAX))),
    });
    Expr::Subscript(ExprSubscript {
        node_index: AtomicNodeIndex::NONE,
        range,
        value: Box::new(name),
        slice: Box::new(number),
        ctx: ExprContext::Load,
    })
}

fn statement_of(value: Expr) -> Stmt {
    Stmt::Expr(StmtExpr {
        node_index: AtomicNodeIndex::NONE,
        range: value.range(),
        value: Box::new(value),
    })
}
