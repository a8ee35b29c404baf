package io.tarn.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PinsTest {

    @Test
    void each_text_names_a_type() {
        assertThat(Pins.parse("/a", "bigint")).isEqualTo(ColumnType.Scalar.BIGINT);
        assertThat(Pins.parse("/a", "double")).isEqualTo(ColumnType.Scalar.DOUBLE);
        assertThat(Pins.parse("/a", "string")).isEqualTo(ColumnType.Scalar.STRING);
        assertThat(Pins.parse("/a", "boolean")).isEqualTo(ColumnType.Scalar.BOOL);
        assertThat(Pins.parse("/a", "date")).isEqualTo(ColumnType.Scalar.DATE);
        assertThat(Pins.parse("/a", "json")).isEqualTo(ColumnType.Scalar.JSON);
        assertThat(Pins.parse("/a", "map")).isEqualTo(new ColumnType.MapOf(true));
        assertThat(Pins.parse("/a", "decimal(18, 2)")).isEqualTo(new ColumnType.Decimal(18, 2));
    }

    @Test
    void a_timestamp_may_have_a_format_and_a_zone() {
        assertThat(Pins.parse("/a", "timestamp")).isEqualTo(new ColumnType.Timestamp("iso8601", "UTC"));
        assertThat(Pins.parse("/a", "timestamp epoch-ms")).isEqualTo(new ColumnType.Timestamp("epoch-ms", "UTC"));
        assertThat(Pins.parse("/a", "timestamp iso8601 Europe/Berlin"))
                .isEqualTo(new ColumnType.Timestamp("iso8601", "Europe/Berlin"));
        assertThat(Pins.parse("/a", "timestamp dd.MM.uuuu HH:mm:ss +02:00"))
                .isEqualTo(new ColumnType.Timestamp("dd.MM.uuuu HH:mm:ss", "+02:00"));
        assertThat(Pins.parse("/a", "timestamp dd.MM.uuuu HH:mm:ss Z"))
                .isEqualTo(new ColumnType.Timestamp("dd.MM.uuuu HH:mm:ss Z", "UTC"));
    }

    @Test
    void other_texts_are_refused_with_exit_3() {
        for (String pin : List.of(
                "int",
                "decimal",
                "decimal(39,2)",
                "decimal(2,3)",
                "decimal(0,0)",
                "timestamp nonsense",
                "Bigint",
                "")) {
            assertThatThrownBy(() -> Pins.parse("/a", pin))
                    .as(pin)
                    .asInstanceOf(InstanceOfAssertFactories.throwable(TarnException.class))
                    .returns(ExitCode.CONFIGURATION, TarnException::exitCode);
        }
        assertThatThrownBy(() -> Pins.parse("/a", "int"))
                .hasMessage(
                        "Pin 'int' of field /a is not possible: a pin is bigint, double, string, boolean, decimal(p,s),"
                                + " date, map, json or timestamp [format [zone]]. Correct 'schema: pins' of the collection");
    }

    @Test
    void pointers_that_name_no_field_are_refused() {
        assertThat(Pointers.keys("/a~1b/~0")).containsExactly("a/b", "~");
        assertThat(Pointers.keys("a.b")).containsExactly("a.b");
        assertThatThrownBy(() -> Pointers.keys("/a~2")).isInstanceOf(TarnException.class);
        assertThatThrownBy(() -> Pointers.keys("")).isInstanceOf(TarnException.class);
    }
}
