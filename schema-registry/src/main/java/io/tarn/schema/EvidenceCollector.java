package io.tarn.schema;

import io.tarn.core.config.RowSettings;
import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the events of one segment say about the types of their fields. One per segment, not thread-safe; the
 * same events in the same order give the same evidence on every machine.
 *
 * <p>Memory is bounded: at most {@link #MAX_MEMBERS} distinct members per object and {@link #MAX_NODES} paths; what
 * comes later is not counted (and {@link SegmentEvidence#cut} says so): such fields are kept in {@code _rest}. Hidden
 * fields, and members whose key is longer than {@link #MAX_KEY} bytes or no Unicode text, are no evidence.
 */
public final class EvidenceCollector {
    /** Longest key that may become a column, in UTF-8 bytes. */
    static final int MAX_KEY = 256;

    static final int MAX_MEMBERS = 16_384;
    static final int MAX_NODES = 200_000;

    private final EvidenceNode root = new EvidenceNode();
    private final int maxNodes;
    private byte[] scratch = new byte[MAX_KEY];
    private int nodes;
    private boolean cut;

    public EvidenceCollector(RowSettings settings) {
        this(settings, MAX_NODES);
    }

    EvidenceCollector(RowSettings settings, int maxNodes) {
        this.root.directives = Directives.of(settings);
        this.maxNodes = maxNodes;
    }

    /** Counts one event; the tape is not kept. */
    public void add(JsonTape event) {
        value(root, event, 0);
    }

    /** The evidence so far. */
    public SegmentEvidence finish() {
        return SegmentEvidence.of(root, cut);
    }

    /** Counts a value; false where it says nothing about types. */
    private boolean value(EvidenceNode at, JsonTape tape, int node) {
        ValueClass is =
                switch (tape.kind(node)) {
                    case OBJECT -> members(at, tape, node) ? ValueClass.OBJECT : ValueClass.HOLLOW_OBJECT;
                    case ARRAY -> elements(at, tape, node) ? ValueClass.ARRAY : ValueClass.HOLLOW_ARRAY;
                    case STRING -> tape.loneSurrogate(node) ? ValueClass.LONE_SURROGATE : ValueClass.STRING;
                    case INTEGER -> integer(tape, node);
                    case FRACTION ->
                        Double.isFinite(tape.doubleValue(node)) ? ValueClass.FRACTION : ValueClass.OVERFLOW;
                    case TRUE, FALSE -> ValueClass.BOOL;
                    case NULL -> null;
                };
        if (is == null) {
            return false;
        }
        at.add(is);
        return is != ValueClass.HOLLOW_OBJECT && is != ValueClass.HOLLOW_ARRAY;
    }

    private static ValueClass integer(JsonTape tape, int node) {
        // Up to 15 digits are both; asking would cost more than all the rest.
        if (tape.end(node) - tape.start(node) <= 15) {
            return ValueClass.INT;
        }
        boolean fitsDouble = tape.fitsDouble(node);
        if (tape.fitsLong(node)) {
            return fitsDouble ? ValueClass.INT : ValueClass.INT_NO_DOUBLE;
        }
        return fitsDouble ? ValueClass.HUGE_DOUBLE : ValueClass.HUGE;
    }

    private boolean elements(EvidenceNode at, JsonTape tape, int array) {
        boolean evidence = false;
        int element = array + 1;
        for (int i = tape.size(array); i > 0; i--) {
            if (tape.kind(element) != JsonKind.NULL) {
                EvidenceNode to = at.element;
                if (to == null) {
                    to = newNode(at.directives);
                    at.element = to;
                }
                evidence |= to == null ? isEvidence(tape, element) : value(to, tape, element);
            }
            element = tape.after(element);
        }
        return evidence;
    }

    private boolean members(EvidenceNode at, JsonTape tape, int object) {
        boolean evidence = false;
        boolean badKey = false;
        int guess = 0;
        int key = object + 1;
        for (int i = tape.size(object); i > 0; i--) {
            int value = key + 1;
            badKey |= tape.loneSurrogate(key);
            if (tape.kind(value) != JsonKind.NULL) {
                at.memberValues++;
                if (tape.kind(value) != JsonKind.STRING || tape.loneSurrogate(value)) {
                    at.noStrings++;
                }
                int found = member(at, tape, key, guess);
                if (found >= 0) {
                    guess = found + 1;
                    EvidenceNode to = at.node(found);
                    evidence |= !Directives.hidden(to.directives) && value(to, tape, value);
                } else if (found == CUT) {
                    evidence |= isEvidence(tape, value);
                }
            }
            key = tape.after(value);
        }
        at.badKeys += badKey ? 1 : 0;
        return evidence;
    }

    private static final int NEVER = -1;
    private static final int CUT = -2;

    private int member(EvidenceNode at, JsonTape tape, int key, int guess) {
        if (tape.loneSurrogate(key)) {
            return NEVER;
        }
        byte[] bytes = tape.bytes();
        int from = tape.start(key);
        int to = tape.end(key);
        if (tape.escaped(key)) {
            scratch = scratch.length < to - from ? new byte[to - from] : scratch;
            to = tape.decode(key, scratch);
            from = 0;
            bytes = scratch;
        }
        if (to - from > MAX_KEY) {
            return NEVER;
        }
        int hash = tape.keyHash(key);
        int found = at.find(hash, bytes, from, to, guess);
        return found >= 0 ? found : newMember(at, hash, Arrays.copyOfRange(bytes, from, to));
    }

    private int newMember(EvidenceNode at, int hash, byte[] key) {
        Directives directives = Directives.none(at.directives)
                ? null
                : Directives.member(at.directives, new String(key, StandardCharsets.UTF_8));
        EvidenceNode node = at.size() < MAX_MEMBERS ? newNode(directives) : null;
        if (node == null) {
            cut = true;
            return CUT;
        }
        return at.put(hash, key, node);
    }

    private @Nullable EvidenceNode newNode(@Nullable Directives directives) {
        if (nodes >= maxNodes) {
            cut = true;
            return null;
        }
        nodes++;
        EvidenceNode node = new EvidenceNode();
        node.directives = directives;
        return node;
    }

    /** Whether a value that is not counted has content. */
    private static boolean isEvidence(JsonTape tape, int node) {
        return switch (tape.kind(node)) {
            case NULL -> false;
            case ARRAY -> anyIsEvidence(tape, node, 0);
            case OBJECT -> anyIsEvidence(tape, node, 1);
            default -> true;
        };
    }

    private static boolean anyIsEvidence(JsonTape tape, int container, int keys) {
        int child = container + 1 + keys;
        for (int i = tape.size(container); i > 0; i--) {
            if (isEvidence(tape, child)) {
                return true;
            }
            child = tape.after(child) + keys;
        }
        return false;
    }
}
