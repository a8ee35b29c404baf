package io.tarn.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** The name with the fewest edits to what was typed; ties by name. */
    static Optional<String> to(String typed, Collection<String> names) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt((String name) -> edits(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** What to do about a wrong name: a question where one is near enough to be meant. */
    static String question(String typed, Collection<String> names) {
        return to(typed, names)
                .filter(name ->
                        edits(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)) <= name.length() / 2)
                .map(name -> "Did you mean '" + name + "'?")
                .orElse("Write one of them");
    }

    /** Levenshtein's distance. */
    static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
