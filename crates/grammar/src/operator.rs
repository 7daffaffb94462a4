//! Operators of two operands.

use crate::code::{Code, Rank};

/// An operator: its sign, how it binds, and as what its operands must.
pub(crate) type Operator = (&'static str, Rank, Rank, Rank);

pub(crate) const ADD: Operator = ("+", Rank::Sum, Rank::Sum, Rank::Product);
pub(crate) const SUBTRACT: Operator = ("-", Rank::Sum, Rank::Sum, Rank::Product);
pub(crate) const MULTIPLY: Operator = ("*", Rank::Product, Rank::Product, Rank::Unary);
pub(crate) const DIVIDE: Operator = ("/", Rank::Product, Rank::Product, Rank::Unary);
pub(crate) const FLOOR: Operator = ("//", Rank::Product, Rank::Product, Rank::Unary);
pub(crate) const MODULO: Operator = ("%", Rank::Product, Rank::Product, Rank::Unary);
pub(crate) const AND: Operator = ("&", Rank::BitAnd, Rank::BitAnd, Rank::Shift);
pub(crate) const XOR: Operator = ("^", Rank::BitXor, Rank::BitXor, Rank::BitAnd);
pub(crate) const OR: Operator = ("|", Rank::BitOr, Rank::BitOr, Rank::BitXor);
pub(crate) const LEFT: Operator = ("<<", Rank::Shift, Rank::Shift, Rank::Sum);
pub(crate) const RIGHT: Operator = (">>", Rank::Shift, Rank::Shift, Rank::Sum);
pub(crate) const POWER: Operator = ("**", Rank::Power, Rank::Number, Rank::Unary);

/// An operation, with brackets around operands that need them.
pub(crate) fn joined(left: Code, (sign, rank, of_left, of_right): Operator, right: Code) -> Code {
    Code::new(
        rank,
        format!("{} {sign} {}", left.within(of_left), right.within(of_right)),
    )
}
