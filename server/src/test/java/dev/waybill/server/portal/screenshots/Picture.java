package dev.waybill.server.portal.screenshots;

/**
 * A page that has its pictures in the documentation.
 *
 * @param name of its files, before {@code -light.png}, {@code -dark.png} and {@code -phone.png}
 * @param path on the server
 */
record Picture(String name, String path) {}
