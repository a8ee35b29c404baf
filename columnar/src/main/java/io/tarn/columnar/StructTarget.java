package io.tarn.columnar;

import io.tarn.core.json.JsonKind;
import io.tarn.core.json.JsonTape;
import io.tarn.schema.Column.Variant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects with known members; what no column of a member takes goes to the rest. */
final class StructTarget implements Target {
    private final Child.@Nullable Group group;
    private final int definition;
    private final Rest rest;
    /** By hash of the key, open addressing. */
    private final @Nullable Member[] table;

    /**
     * @param group null for the root
     * @param definition level of a struct that is there
     */
    StructTarget(Child.@Nullable Group group, int definition, Rest rest, List<Member> members) {
        this.group = group;
        this.definition = definition;
        this.rest = rest;
        table = new Member[Integer.highestOneBit(members.size() + 1) << 2];
        for (Member member : members) {
            int slot = member.hash & (table.length - 1);
            while (table[slot] != null) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = member;
        }
    }

    /** All columns of one member. */
    static final class Member {
        private final byte[] key;
        private final int hash;
        private final @Nullable Hidden hidden;
        private final @Nullable Target plain;
        private final boolean plainString;
        private final Map<Variant, Target> variants = new EnumMap<>(Variant.class);

        /** @param targets by variant; none for a member of which only something is hidden */
        Member(byte[] key, @Nullable Hidden hidden, Map<Variant, Target> targets, boolean plainString) {
            this.key = key;
            this.hash = JsonTape.hash(key);
            this.hidden = hidden;
            this.plain = targets.get(Variant.PLAIN);
            this.plainString = plainString;
            variants.putAll(targets);
        }

        /** The column that a value goes to, or null. The order is that of {@code TableSchema}. */
        @Nullable
        Target pick(JsonTape tape, int node) {
            if (plain != null && plain.takes(tape, node)) {
                return plain;
            }
            if (variants.isEmpty()) {
                return null;
            }
            Target variant = variants.get(variantOf(tape.kind(node)));
            if (variant != null && variant.takes(tape, node)) {
                return variant;
            }
            Target json = variants.get(Variant.JSON);
            return json != null && json.takes(tape, node) ? json : null;
        }

        private Variant variantOf(JsonKind kind) {
            return switch (kind) {
                case TRUE, FALSE -> Variant.BOOL;
                case INTEGER -> Variant.BIGINT;
                // Beside text, the text of a number is worth more than its value.
                case FRACTION -> plainString ? Variant.JSON : Variant.DOUBLE;
                case STRING -> Variant.STRING;
                case OBJECT -> Variant.STRUCT;
                case ARRAY -> Variant.ARRAY;
                case NULL -> Variant.JSON;
            };
        }
    }

    @Override
    public boolean takes(JsonTape tape, int node) {
        return tape.kind(node) == JsonKind.OBJECT;
    }

    @Override
    public void write(JsonTape tape, int node) {
        if (group != null) {
            group.slots.add(group.claim(), definition, 1);
        }
        int key = node + 1;
        for (int i = tape.size(node); i > 0; i--) {
            if (tape.kind(key + 1) != JsonKind.NULL) {
                member(tape, key);
            }
            key = tape.after(key + 1);
        }
    }

    private void member(JsonTape tape, int key) {
        Member member = find(tape, key);
        Hidden hidden = member == null ? null : member.hidden;
        if (hidden != null && hidden.whole()) {
            return;
        }
        Target target = member == null ? null : member.pick(tape, key + 1);
        rest.enterMember(key);
        if (target == null) {
            rest.add(tape, key + 1, hidden);
        } else {
            target.write(tape, key + 1);
        }
        rest.leave();
    }

    private @Nullable Member find(JsonTape tape, int key) {
        int hash = tape.keyHash(key);
        int slot = hash & (table.length - 1);
        for (Member member = table[slot]; member != null; member = table[slot]) {
            if (member.hash == hash && tape.textEquals(key, member.key)) {
                return member;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return null;
    }
}
