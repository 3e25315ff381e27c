/** The GraphQL API; its schema is {@code graphql/exports.graphqls}. */
@NullMarked
package dev.waybill.server.graphql;

import org.jspecify.annotations.NullMarked;
