package io.tarn.schema;

import io.tarn.core.config.RowSettings;
import io.tarn.core.config.RowSettings.EventTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Differences of settings in the words of {@code tarn.yaml}. */
final class SettingsDifferences {
    private final List<String> lines = new ArrayList<>();

    private SettingsDifferences() {}

    static List<String> between(RowSettings a, RowSettings b) {
        SettingsDifferences d = new SettingsDifferences();
        d.compare("event-time", time(a.eventTime()), time(b.eventTime()));
        d.compare("id", fields(a.id()), fields(b.id()));
        d.compare("dedupe look-back", days(a), days(b));
        d.compare("dedupe on-conflict", onConflict(a), onConflict(b));
        d.compare("sort-by", fields(a.sortBy()), fields(b.sortBy()));
        d.compare("schema pin", a.pins(), b.pins());
        d.compare("schema rename", a.rename(), b.rename());
        d.compare("schema hide", fields(new TreeSet<>(a.hide())), fields(new TreeSet<>(b.hide())));
        d.compare("max-columns", a.maxColumns() + "", b.maxColumns() + "");
        return List.copyOf(d.lines);
    }

    private void compare(String what, String a, String b) {
        if (!a.equals(b)) {
            lines.add(what + ": " + a + " -> " + b);
        }
    }

    private void compare(String what, Map<String, String> a, Map<String, String> b) {
        TreeSet<String> pointers = new TreeSet<>(a.keySet());
        pointers.addAll(b.keySet());
        for (String pointer : pointers) {
            compare(what + " of " + pointer, orNone(a.get(pointer)), orNone(b.get(pointer)));
        }
    }

    private static String orNone(@Nullable String value) {
        return Objects.requireNonNullElse(value, "none");
    }

    private static String time(@Nullable EventTime time) {
        return time == null ? "none" : time.field() + " as " + time.format() + " in " + time.zone();
    }

    private static String fields(Collection<String> pointers) {
        return pointers.isEmpty() ? "none" : pointers.toString();
    }

    private static String days(RowSettings s) {
        return s.dedupe().lookBackDays() + "d";
    }

    private static String onConflict(RowSettings s) {
        return s.dedupe().onConflict().name().toLowerCase(Locale.ROOT);
    }
}
