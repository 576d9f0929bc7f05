package io.lamella.core.load;

import io.lamella.core.load.Predicate.Literal;
import io.lamella.core.load.Predicate.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads conditions:
///
/// ```
/// any     = all { "or" all }
/// all     = one { "and" one }
/// one     = "(" any ")" | column test
/// test    = ("=" | "<>" | "!=" | "<" | "<=" | ">" | ">=") literal
///         | ["not"] "in" "(" literal { "," literal } ")"
///         | "between" literal "and" literal
///         | "is" ["not"] "null"
/// column  = name | '"' name '"'
/// literal = number | "'" text "'" | "true" | "false"
/// ```
final class PredicateParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<text>'(?:[^']++|'')*+')|(?<quoted>\"(?:[^\"]++|\"\")*+\")|(?<number>[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_.]*)|(?<sign><=|>=|<>|!=|==|[=<>(),]))");

    /// For whoever wrote `country = KR` or `day = 2026-03-01`.
    private static final String QUOTES = "; text and dates stand in single quotes";

    private static final int MAX_DEPTH = 500;

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;

    private enum Kind {
        TEXT,
        QUOTED,
        NUMBER,
        WORD,
        SIGN,
        END
    }

    /// @param start where it stands in the source, from 0
    private record Token(Kind kind, String text, int start) {}

    PredicateParser(String source) {
        this.source = source;
        var matcher = TOKEN.matcher(source);
        int end = 0;
        while (end < source.length() && !source.substring(end).isBlank()) {
            matcher.region(end, source.length());
            if (!matcher.lookingAt()) {
                throw wrong(end, "cannot go on with `" + source.substring(end).strip() + "`");
            }
            for (var kind : List.of(Kind.TEXT, Kind.QUOTED, Kind.NUMBER, Kind.WORD, Kind.SIGN)) {
                var name = kind.name().toLowerCase(Locale.ROOT);
                var text = matcher.group(name);
                if (text != null) {
                    tokens.add(new Token(kind, text, matcher.start(name)));
                }
            }
            end = matcher.end();
        }
        tokens.add(new Token(Kind.END, "the end", source.length()));
    }

    Predicate parse() {
        var predicate = any();
        if (token().kind() != Kind.END) {
            throw expected("and, or, or the end", QUOTES);
        }
        return predicate;
    }

    private Predicate any() {
        var any = new ArrayList<Predicate>();
        do {
            any.add(all());
        } while (takeWord("or"));
        return any.size() == 1 ? any.getFirst() : new Predicate.Or(any);
    }

    private Predicate all() {
        var all = new ArrayList<Predicate>();
        do {
            all.add(one());
        } while (takeWord("and"));
        return all.size() == 1 ? all.getFirst() : new Predicate.And(all);
    }

    private Predicate one() {
        if (takeSign("(")) {
            if (++depth > MAX_DEPTH) {
                throw wrong(token().start(), "has more than " + MAX_DEPTH + " brackets within each other");
            }
            var inner = any();
            depth--;
            requireSign(")");
            return inner;
        }
        var column = column();
        if (takeWord("is")) {
            boolean negated = takeWord("not");
            requireWord("null");
            return new Predicate.IsNull(column, negated);
        }
        if (takeWord("between")) {
            var low = literal();
            requireWord("and");
            return new Predicate.And(List.of(
                    new Predicate.Compare(column, Operator.GREATER_OR_EQUAL, low),
                    new Predicate.Compare(column, Operator.LESS_OR_EQUAL, literal())));
        }
        boolean negated = takeWord("not");
        if (negated || isWord("in")) {
            requireWord("in");
            return new Predicate.In(column, literals(), negated);
        }
        return new Predicate.Compare(column, operator(), literal());
    }

    private String column() {
        var token = token();
        if (token.kind() == Kind.QUOTED) {
            at++;
            return token.text().substring(1, token.text().length() - 1).replace("\"\"", "\"");
        }
        if (token.kind() != Kind.WORD) {
            throw expected("the name of a column");
        }
        at++;
        return token.text();
    }

    private Operator operator() {
        var operator = switch (token().text()) {
            case "=", "==" -> Operator.EQUAL;
            case "<>", "!=" -> Operator.UNEQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_OR_EQUAL;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.GREATER_OR_EQUAL;
            default -> throw expected("=, <>, <, <=, >, >=, in, between or is");
        };
        at++;
        return operator;
    }

    private List<Literal> literals() {
        var literals = new ArrayList<Literal>();
        requireSign("(");
        do {
            literals.add(literal());
        } while (takeSign(","));
        requireSign(")");
        return literals;
    }

    private Literal literal() {
        var token = token();
        if (token.kind() == Kind.TEXT) {
            at++;
            return new Predicate.Text(
                    token.text().substring(1, token.text().length() - 1).replace("''", "'"));
        }
        if (token.kind() == Kind.NUMBER) {
            at++;
            return new Predicate.Numeric(new BigDecimal(token.text()));
        }
        if (isWord("true") || isWord("false")) {
            at++;
            return new Predicate.Bool(token.text().equalsIgnoreCase("true"));
        }
        throw expected("a number, 'text', true or false", QUOTES);
    }

    private Token token() {
        return tokens.get(at);
    }

    private boolean isWord(String word) {
        return token().kind() == Kind.WORD && token().text().equalsIgnoreCase(word);
    }

    private boolean takeWord(String word) {
        boolean there = isWord(word);
        at += there ? 1 : 0;
        return there;
    }

    private void requireWord(String word) {
        if (!takeWord(word)) {
            throw expected(word);
        }
    }

    private boolean takeSign(String sign) {
        boolean there = token().kind() == Kind.SIGN && token().text().equals(sign);
        at += there ? 1 : 0;
        return there;
    }

    private void requireSign(String sign) {
        if (!takeSign(sign)) {
            throw expected(sign);
        }
    }

    private IllegalArgumentException expected(String what) {
        return expected(what, "");
    }

    private IllegalArgumentException expected(String what, String hint) {
        return wrong(token().start(), "must go on with " + what + " but goes on with " + token().text() + hint);
    }

    private IllegalArgumentException wrong(int start, String what) {
        return new IllegalArgumentException("the condition `" + source + "`, character " + (start + 1) + ": " + what);
    }
}
