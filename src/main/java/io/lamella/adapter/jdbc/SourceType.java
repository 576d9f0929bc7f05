package io.lamella.adapter.jdbc;

/// The type of a column of a result, whatever the database calls it.
sealed interface SourceType {
    record Bool() implements SourceType {}

    /// @param bits 1 to 64
    record Int(int bits, boolean signed) implements SourceType {
        /// Digits of the largest number.
        int digits() {
            return Long.toUnsignedString(-1L >>> (64 - (signed ? bits - 1 : bits)))
                    .length();
        }
    }

    /// Bits, which are taken for a number without a sign.
    ///
    /// @param length 1 to 64
    record Bits(int length) implements SourceType {}

    /// An exact decimal number of so many digits, of which `scale` stand behind the point.
    record Decimal(int precision, int scale) implements SourceType {}

    /// An exact decimal number of as many digits as it has.
    record Unbounded() implements SourceType {}

    /// @param bits 32 or 64
    record Floating(int bits) implements SourceType {}

    record Text() implements SourceType {}

    record Json() implements SourceType {}

    record Bytes() implements SourceType {}

    record Uuid() implements SourceType {}

    record Date() implements SourceType {}

    /// @param fraction digits of the second's fraction
    record Time(int fraction) implements SourceType {}

    /// What a clock shows, of no particular zone.
    ///
    /// @param fraction digits of the second's fraction
    record WallClock(int fraction) implements SourceType {}

    /// A point in time.
    ///
    /// @param fraction digits of the second's fraction
    record Instant(int fraction) implements SourceType {}

    /// Nothing but nulls.
    record Null() implements SourceType {}

    /// What is taken as text only, as the database writes it.
    record Other() implements SourceType {}
}
