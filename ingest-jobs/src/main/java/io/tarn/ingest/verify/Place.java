package io.tarn.ingest.verify;

/**
 * Where a value stands in its event.
 *
 * @param pointer JSON pointer, with the indexes of array elements
 * @param field the same without indexes, as settings name fields
 */
record Place(String pointer, String field) {
    static final Place ROOT = new Place("", "");

    Place member(String key) {
        String step = key.indexOf('~') < 0 && key.indexOf('/') < 0 ? key : escaped(key);
        String below = pointer + "/" + step;
        return new Place(below, field.equals(pointer) ? below : field + "/" + step);
    }

    Place element(int index) {
        return new Place(pointer + "/" + index, field);
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
