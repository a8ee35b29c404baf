package io.tarn.schema;

import io.tarn.core.config.RowSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of a path and of the paths below it. Members of objects in arrays have the array's pointer,
 * without an index.
 */
final class Directives {
    private final Map<String, Directives> members = new HashMap<>();
    private boolean hidden;
    private boolean hidesBelow;
    private @Nullable ColumnType pin;
    private @Nullable String name;

    private Directives() {}

    /** Parses and checks them; refuses (exit 3) what no column can be. */
    static Directives of(RowSettings settings) {
        Directives root = new Directives();
        settings.pins().forEach((pointer, text) -> root.at(pointer).pin = Pins.parse(pointer, text));
        settings.rename().forEach((pointer, to) -> root.at(pointer).name = ColumnNames.checkedName(pointer, to));
        settings.hide().forEach(root::hide);
        return root;
    }

    private void hide(String pointer) {
        Directives at = this;
        for (String key : Pointers.keys(pointer)) {
            at.hidesBelow = true;
            at = at.members.computeIfAbsent(key, k -> new Directives());
        }
        at.hidden = true;
    }

    private Directives at(String pointer) {
        Directives at = this;
        for (String key : Pointers.keys(pointer)) {
            at = at.members.computeIfAbsent(key, k -> new Directives());
        }
        return at;
    }

    /** What is said of a member; null where nothing is. */
    static @Nullable Directives member(@Nullable Directives of, String key) {
        return of == null || of.members.isEmpty() ? null : of.members.get(key);
    }

    static boolean hidden(@Nullable Directives of) {
        return of != null && of.hidden;
    }

    /** Whether something below is hidden, so that the value must not be kept whole as text where that can be helped. */
    static boolean hidesBelow(@Nullable Directives of) {
        return of != null && of.hidesBelow;
    }

    static @Nullable ColumnType pin(@Nullable Directives of) {
        return of == null ? null : of.pin;
    }

    static @Nullable String name(@Nullable Directives of) {
        return of == null ? null : of.name;
    }

    /** Whether nothing is said of any member, so that keys need not be looked up. */
    static boolean none(@Nullable Directives of) {
        return of == null || of.members.isEmpty();
    }
}
