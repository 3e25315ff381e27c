package dev.waybill.server.graphql;

/** Why a request's input does not fit the schema; never shows what was sent. */
record InputProblem(String field, String message) {}
