package io.tarn.proof.cluster;

/** Something was expected of the cluster, or of Tarn on it, and did not hold. */
final class Unproven extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unproven(String message) {
        super(message);
    }

    /** Throws unless it holds. */
    static void require(boolean holds, String message) {
        if (!holds) {
            throw new Unproven(message);
        }
    }
}
