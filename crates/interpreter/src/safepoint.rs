//! Moments at which a busy process looks up.
//!
//! WebAssembly cannot be interrupted from outside, and a browser lets a worker that never returns to
//! its event loop burn a processor for seconds after it was terminated. So the main program is
//! compiled with a check in each loop and at the start of each function; every few milliseconds a
//! check hands control to the host for a moment.

use rustpython_compiler::{
    CompileOpts, Mode,
    ast::{
        self, AtomicNodeIndex, Expr, ExprContext, ExprName, ExprUnaryOp, Mod, Stmt, StmtExpr,
        UnaryOp,
        visitor::transformer::{Transformer, walk_stmt},
    },
    codegen,
    core::{SourceFileBuilder, bytecode::CodeObject},
    parser,
};

use ruff_text_size::{Ranged, TextRange, TextSize};

use rustpython_vm::{PyResult, VirtualMachine};

use crate::{host::instance, limits, pause, signals, turns, updates};

/// The name under which the main program finds the check among the builtins.
pub(crate) const NAME: &str = "__spawnpoint_safepoint__";

/// One check: cheap, unless it is time.
///
/// # Errors
/// What a handler of a signal raises, and what [`limits::check`] does.
pub(crate) fn check(vm: &VirtualMachine) -> PyResult<()> {
    if pause::is_paused() {
        pause::hold(vm);
    }
    turns::check(vm);
    limits::check(vm)?;
    signals::check(vm)
}

/// Compiles a module so that it checks in each loop and function. `source` must be valid Python.
pub(crate) fn compile(source: &str, path: &str) -> Result<CodeObject, String> {
    let mut module = parser::parse_module(source)
        .map_err(|error| error.to_string())?
        .into_syntax();
    if instance().is_shared() {
        updates::mark(&mut module.body);
    }
    for statement in &mut module.body {
        Insert { source }.visit_stmt(statement);
    }
    let file = SourceFileBuilder::new(path, source).finish();
    codegen::compile::compile_top(
        Mod::Module(module),
        file,
        Mode::Exec,
        CompileOpts::default(),
    )
    .map_err(|error| error.to_string())
}

struct Insert<'a> {
    source: &'a str,
}

impl Transformer for Insert<'_> {
    fn visit_stmt(&self, statement: &mut Stmt) {
        walk_stmt(self, statement);
        match statement {
            Stmt::While(node) => node.body.insert(0, self.check_before(&node.body, 0)),
            Stmt::For(node) => node.body.insert(0, self.check_before(&node.body, 0)),
            Stmt::FunctionDef(node) => {
                let index = (node.body.iter())
                    .take_while(|first| is_declaration(first))
                    .count();
                node.body
                    .insert(index, self.check_before(&node.body, index));
            }
            _ => {}
        }
    }
}

/// Whether a statement at the start of a function does nothing when the function runs. A docstring is
/// one only as the first statement.
fn is_declaration(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(expression) => expression.value.is_string_literal_expr(),
        Stmt::Global(_) | Stmt::Nonlocal(_) => true,
        _ => false,
    }
}

impl Insert<'_> {
    /// A check that takes place on the line of the statement that it comes before, so that it adds no line
    /// to those which a debugger sees. A traceback shows that line.
    fn check_before(&self, body: &[Stmt], index: usize) -> Stmt {
        let next = body.get(index).or(body.last());
        check_at(next.map_or_else(TextRange::default, |next| self.rest_of_line(next.start())))
    }

    fn rest_of_line(&self, start: TextSize) -> TextRange {
        let rest = &self.source[start.to_usize()..];
        let line = rest.lines().next().unwrap_or_default().trim_end();
        TextRange::at(start, TextSize::of(line))
    }
}

/// `not __spawnpoint_safepoint__`: asking for the truth of the object is the check.
fn check_at(range: TextRange) -> Stmt {
    let name = Expr::Name(ExprName {
        node_index: AtomicNodeIndex::NONE,
        range,
        id: ast::name::Name::new_static(NAME),
        ctx: ExprContext::Load,
    });
    let value = Expr::UnaryOp(ExprUnaryOp {
        node_index: AtomicNodeIndex::NONE,
        range,
        op: UnaryOp::Not,
        operand: Box::new(name),
    });
    Stmt::Expr(StmtExpr {
        node_index: AtomicNodeIndex::NONE,
        range,
        value: Box::new(value),
    })
}
