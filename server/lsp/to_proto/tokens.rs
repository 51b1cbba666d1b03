//! Semantic tokens of scripts, each relative to the start of the one before it.

use tower_lsp::lsp_types::{Position, Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensLegend};

use crate::lsp::line_index::LineIndex;
use crate::script::highlight::{Token, TokenKind};

/// The kinds with the words of the protocol for them, which every editor has colours for.
const KINDS: [(TokenKind, SemanticTokenType); 8] = [
    (TokenKind::Command, SemanticTokenType::FUNCTION),
    (TokenKind::Keyword, SemanticTokenType::KEYWORD),
    (TokenKind::Text, SemanticTokenType::STRING),
    (TokenKind::Variable, SemanticTokenType::VARIABLE),
    (TokenKind::Comment, SemanticTokenType::COMMENT),
    (TokenKind::Number, SemanticTokenType::NUMBER),
    (TokenKind::Operator, SemanticTokenType::OPERATOR),
    (TokenKind::Option, SemanticTokenType::PARAMETER),
];

/// The words that the numbers of pieces stand for.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: KINDS.map(|it| it.1).to_vec(),
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
    KINDS.iter().position(|it| it.0 == token.kind).unwrap_or_default() as u32
}
