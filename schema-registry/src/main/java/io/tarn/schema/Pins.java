package io.tarn.schema;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.Pin;
import io.tarn.core.config.UnfitValueException;

/** The column types of pins. */
final class Pins {
    private Pins() {}

    /** The type of a pin; refuses (exit 3) text that names none. */
    static ColumnType parse(String pointer, String text) {
        try {
            return type(Pin.parse(text));
        } catch (UnfitValueException e) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Pin '" + text + "' of field " + pointer + " is not possible",
                    e.why(),
                    "Correct 'schema: pins' of the collection",
                    e);
        }
    }

    private static ColumnType type(Pin pin) {
        if (pin instanceof Pin.Decimal decimal) {
            return new ColumnType.Decimal(decimal.precision(), decimal.scale());
        }
        if (pin instanceof Pin.Timestamp timestamp) {
            return new ColumnType.Timestamp(timestamp.format(), timestamp.zone());
        }
        return switch ((Pin.Plain) pin) {
            case BIGINT -> ColumnType.Scalar.BIGINT;
            case DOUBLE -> ColumnType.Scalar.DOUBLE;
            case STRING -> ColumnType.Scalar.STRING;
            case BOOLEAN -> ColumnType.Scalar.BOOL;
            case DATE -> ColumnType.Scalar.DATE;
            case JSON -> ColumnType.Scalar.JSON;
            case MAP -> new ColumnType.MapOf(true);
        };
    }
}
