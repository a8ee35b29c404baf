package io.tarn.orchestration.query;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a result as plain text; structs, lists and maps as JSON. */
final class Cells {
    private Cells() {}

    static @Nullable String text(@Nullable Object value) throws SQLException {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Struct || value instanceof Array || value instanceof Map || value instanceof Object[]) {
            StringBuilder json = new StringBuilder();
            ResultJson.append(json, value);
            return json.toString();
        }
        return ResultJson.text(value);
    }
}
