//! Semantic tokens of scripts and expressions, each relative to the start of the one before it.

use tower_lsp::lsp_types::{Position, Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensLegend};

use crate::expr::highlight::TokenKind as InExpression;
use crate::ide::semantic_tokens::{Token, TokenKind};
use crate::lsp::line_index::LineIndex;
use crate::script::highlight::TokenKind as InScript;

/// The words of the protocol, which every editor has colours for.
const TYPES: [SemanticTokenType; 10] = [
    SemanticTokenType::FUNCTION,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::STRING,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::COMMENT,
    SemanticTokenType::NUMBER,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::PROPERTY,
];

/// The words that the numbers of pieces stand for.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.to_vec(),
        token_modifiers: Vec::new(),
    }
}

pub fn tokens(tokens: Vec<Token>, index: &LineIndex<'_>) -> SemanticTokens {
    let mut before = Position::default();
    let mut data = Vec::with_capacity(tokens.len());
    for token in tokens {
        let Range { start, end } = index.range(token.span);
        let delta_line = start.line - before.line;
        let from = if delta_line == 0 { before.character } else { 0 };
        data.push(SemanticToken {
            delta_line,
            delta_start: start.character - from,
            length: end.character.saturating_sub(start.character),
            token_type: number(token),
            token_modifiers_bitset: 0,
        });
        before = start;
    }
    SemanticTokens { result_id: None, data }
}

fn number(token: Token) -> u32 {
    let word = match token.kind {
        TokenKind::Script(InScript::Command) | TokenKind::Expression(InExpression::Function) => {
            SemanticTokenType::FUNCTION
        }
        TokenKind::Script(InScript::Keyword) | TokenKind::Expression(InExpression::Keyword) => {
            SemanticTokenType::KEYWORD
        }
        TokenKind::Script(InScript::Text) | TokenKind::Expression(InExpression::Text) => SemanticTokenType::STRING,
        TokenKind::Script(InScript::Variable) | TokenKind::Expression(InExpression::Variable) => {
            SemanticTokenType::VARIABLE
        }
        TokenKind::Script(InScript::Comment) => SemanticTokenType::COMMENT,
        TokenKind::Script(InScript::Number) | TokenKind::Expression(InExpression::Number) => SemanticTokenType::NUMBER,
        TokenKind::Script(InScript::Operator) | TokenKind::Expression(InExpression::Operator) => {
            SemanticTokenType::OPERATOR
        }
        TokenKind::Script(InScript::Option) | TokenKind::Expression(InExpression::Parameter) => {
            SemanticTokenType::PARAMETER
        }
        TokenKind::Expression(InExpression::Namespace) => SemanticTokenType::NAMESPACE,
        TokenKind::Expression(InExpression::Property) => SemanticTokenType::PROPERTY,
    };
    TYPES.iter().position(|it| *it == word).unwrap_or_default() as u32
}
