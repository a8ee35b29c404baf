package io.tarn.schema;

import io.tarn.core.json.JsonTape;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what {@link EvidencePacker} wrote, adding it to a tree. */
final class EvidenceUnpacker {
    /**
     * Members counted of one object of all segments, in the order of segments and keys; bounds the memory of a run over
     * many segments.
     */
    static final int MAX_MEMBERS = 65_536;

    private final byte[] in;
    private int at;

    EvidenceUnpacker(byte[] packed) {
        this.in = inflated(packed);
    }

    void addTo(EvidenceNode n) {
        int bits = (int) varint();
        for (ValueClass c : ValueClass.ALL) {
            if ((bits & 1 << c.ordinal()) != 0) {
                n.add(c, varint());
            }
        }
        if ((bits & EvidencePacker.OBJECT_BIT) != 0) {
            members(n);
        }
        if ((bits & EvidencePacker.ELEMENT_BIT) != 0) {
            EvidenceNode element = n.element;
            if (element == null) {
                element = new EvidenceNode();
                n.element = element;
            }
            addTo(element);
        }
    }

    private void members(EvidenceNode n) {
        n.memberValues += varint();
        n.noStrings += varint();
        n.badKeys += varint();
        n.distinct = Math.max(n.distinct, (int) varint());
        int guess = 0;
        for (int i = (int) varint(); i > 0; i--) {
            int length = (int) varint();
            byte[] key = Arrays.copyOfRange(in, at, at + length);
            at += length;
            int hash = JsonTape.hash(key);
            int found = n.find(hash, key, 0, length, guess);
            if (found < 0 && n.size() < MAX_MEMBERS) {
                found = n.put(hash, key, new EvidenceNode());
            }
            guess = found + 1;
            addTo(found < 0 ? new EvidenceNode() : n.node(found));
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static byte[] inflated(byte[] packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 4);
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int n = inflater.inflate(buffer);
                if (n == 0 && inflater.needsInput()) {
                    throw new IllegalStateException(
                            "Evidence of a segment ends in its middle: it was changed on its way");
                }
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalStateException("Evidence of a segment is damaged: it was changed on its way", e);
        } finally {
            inflater.end();
        }
    }
}
