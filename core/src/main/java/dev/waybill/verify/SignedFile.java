package dev.waybill.verify;

import dev.waybill.manifest.SignedDocument;

/** A signed document whose form and name are right; who signed it is another question. */
record SignedFile<T>(String key, SignedDocument document, T content) {}
