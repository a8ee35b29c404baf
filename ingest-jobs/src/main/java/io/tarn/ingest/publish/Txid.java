package io.tarn.ingest.publish;

import io.tarn.core.Sha256;
import java.util.List;

/** Names of transactions: 80 bits of a SHA-256 over what goes in, so that the same work has the same name. */
public final class Txid {
    private static final int DIGITS = 20;

    private Txid() {}

    /** The name for these parts, in this order. */
    public static String of(List<String> parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(part).append('\0');
        }
        return Sha256.hex(text.toString()).substring(0, DIGITS);
    }
}
