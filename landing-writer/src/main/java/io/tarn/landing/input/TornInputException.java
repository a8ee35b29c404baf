package io.tarn.landing.input;

import java.io.IOException;

/** Compressed or packed data that ends early or is damaged; what came before it was good. */
final class TornInputException extends IOException {
    private static final long serialVersionUID = 1L;

    TornInputException(String message) {
        super(message);
    }

    TornInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
