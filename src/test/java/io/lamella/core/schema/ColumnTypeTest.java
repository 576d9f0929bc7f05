package io.lamella.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {

    @Test
    void wideDecimalsTakeTheFewestBytesThatHoldTheirPrecision() {
        for (int precision = 19; precision <= 38; precision++) {
            BigInteger most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);

            assertThat(new ColumnType.Decimal(precision, 0).fixedLength())
                    .as("precision %d", precision)
                    .isEqualTo(most.toByteArray().length)
                    .isEqualTo(most.negate().toByteArray().length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 18})
    void narrowDecimalsAreLongs(int precision) {
        var type = new ColumnType.Decimal(precision, 0);

        assertThat(type.storage().isLong()).isTrue();
        assertThat(type.fixedLength()).isZero();
    }
}
