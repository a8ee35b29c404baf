package io.tarn.core.config;

import io.tarn.core.TarnException;
import io.tarn.core.config.ConfigNode.Entry;
import io.tarn.core.config.ConfigNode.Items;
import io.tarn.core.config.ConfigNode.Mapping;
import io.tarn.core.config.ConfigNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A section of the configuration in layers, the most specific first: a collection's own, the defaults of the file, the
 * built-in ones. Reading a key takes the first layer that has it, and says where it stands if the value does not fit.
 */
final class Section {
    private final String path;
    private final List<Mapping> layers;

    private Section(String path, List<Mapping> layers) {
        this.path = path;
        this.layers = List.copyOf(layers);
    }

    /** One layer and the built-in one below it; refuses keys that the section does not know. */
    static Section of(String path, ConfigSection kind, ConfigNode node) {
        return new Section(path, List.of(kind.known(path, node), kind.standards()));
    }

    /** This section with another below it. */
    Section over(Section lower) {
        List<Mapping> both = new ArrayList<>(layers);
        both.addAll(lower.layers);
        return new Section(path, both);
    }

    /** The section below a key, with a layer for each of this one's that has it. */
    Section in(String key, ConfigSection kind) {
        List<Mapping> below = new ArrayList<>();
        for (Mapping layer : layers) {
            Entry entry = layer.entries().get(key);
            if (entry != null) {
                below.add(kind.known(name(key), entry.value()));
            }
        }
        below.add(kind.standards());
        return new Section(name(key), below);
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** Where a key stands, or else the section it is missing from. */
    Place place(String key) {
        return find(key).map(Entry::place).orElse(layers.get(0).place());
    }

    /** The keys of the first layer. */
    List<String> keys() {
        return List.copyOf(layers.get(0).entries().keySet());
    }

    // ---- values ----

    Optional<String> text(String key) {
        return find(key).map(entry -> text(key, entry.place(), entry.value()));
    }

    /** The value as {@code parse} reads it; built-in where nobody sets it. */
    <T> T value(String key, Function<String, T> parse) {
        String text = text(key).orElseThrow(() -> missing(key, "it has no default", "Add it"));
        try {
            return parse.apply(text);
        } catch (UnfitValueException e) {
            throw unfit(key, text, e);
        }
    }

    ByteSize size(String key, ByteSize least, ByteSize most) {
        return value(key, text -> within(ByteSize.parse(text), least, most));
    }

    Duration duration(String key, Duration least, Duration most) {
        return value(key, text -> {
            Duration duration = DurationText.parse(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw range(DurationText.of(least), DurationText.of(most));
            }
            return duration;
        });
    }

    int number(String key, int least, int most) {
        return value(key, text -> {
            if (!text.matches("[0-9]{1,9}")) {
                throw new UnfitValueException("it is a whole number", "Write it as " + least);
            }
            return within(Integer.valueOf(text), least, most);
        });
    }

    boolean flag(String key) {
        return choice(key, Map.of("true", true, "false", false));
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return choice(key, choices);
    }

    <T> T choice(String key, Map<String, T> choices) {
        return value(key, text -> {
            T chosen = choices.get(text);
            if (chosen == null) {
                throw new UnfitValueException(
                        "it is one of "
                                + String.join(
                                        ", ", choices.keySet().stream().sorted().toList()),
                        Nearest.question(text, choices.keySet()));
            }
            return chosen;
        });
    }

    /** A field or a list of fields, as JSON pointers; empty where nobody sets it. */
    List<String> fields(String key) {
        List<String> pointers = new ArrayList<>();
        find(key).ifPresent(entry -> {
            List<ConfigNode> nodes = entry.value() instanceof Items items ? items.nodes() : List.of(entry.value());
            for (ConfigNode node : nodes) {
                String pointer = pointer(key, node.place(), text(key, node.place(), node));
                if (pointers.contains(pointer)) {
                    throw node.place()
                            .error(
                                    "field '" + pointer + "' is twice in '" + name(key) + "'",
                                    "once is enough",
                                    "Remove one");
                }
                pointers.add(pointer);
            }
        });
        return List.copyOf(pointers);
    }

    /** Values by JSON pointer; empty where nobody sets it. */
    <T> Map<String, T> byField(String key, Function<String, T> parse) {
        Map<String, T> values = new LinkedHashMap<>();
        find(key).ifPresent(entry -> {
            for (Map.Entry<String, Entry> field :
                    Mapping.of(name(key), entry.value()).entries().entrySet()) {
                Place place = field.getValue().place();
                String text =
                        text(key + "." + field.getKey(), place, field.getValue().value());
                try {
                    values.put(pointer(key, place, field.getKey()), parse.apply(text));
                } catch (UnfitValueException e) {
                    throw place.error(
                            "'" + text + "' does not fit '" + name(key) + "." + field.getKey() + "'",
                            e.why(),
                            e.todo());
                }
            }
        });
        return values;
    }

    // ---- errors ----

    TarnException missing(String key, String why, String todo) {
        return layers.get(0).place().error("'" + name(key) + "' is missing", why, todo);
    }

    TarnException unfit(String key, String text, UnfitValueException e) {
        return place(key).error("'" + text + "' does not fit '" + name(key) + "'", e.why(), e.todo());
    }

    static UnfitValueException range(Object least, Object most) {
        return new UnfitValueException("it must be between " + least + " and " + most, "Choose another value");
    }

    private static <T extends Comparable<T>> T within(T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw range(least, most);
        }
        return value;
    }

    // ---- nodes ----

    private Optional<Entry> find(String key) {
        return layers.stream()
                .filter(layer -> layer.entries().containsKey(key))
                .map(layer -> layer.entries().get(key))
                .findFirst();
    }

    private String text(String key, Place place, ConfigNode node) {
        if (!(node instanceof Scalar scalar)) {
            throw place.error(
                    "'" + name(key) + "' is no single value", "a list or a section stands there", "Write one value");
        }
        if (scalar.text() == null) {
            throw place.error(
                    "'" + name(key) + "' has no value", "nothing follows the colon", "Write one, or remove the key");
        }
        return scalar.text();
    }

    private String pointer(String key, Place place, String field) {
        try {
            return FieldPointer.of(field);
        } catch (UnfitValueException e) {
            throw place.error("'" + field + "' in '" + name(key) + "' names no field", e.why(), e.todo());
        }
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
