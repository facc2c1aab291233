# Generator, viewer, topic creation, worker pool and job submission: one image, `docker run IMAGE dist/viewer/main.js …`.
# A private registry: docker build --secret id=npmrc,src=$HOME/.npmrc .

# A tag moves with its patches. Who wants the same bytes each time names them: --build-arg NODE_IMAGE=node@sha256:…
# No digest stands here, since the registry that tells it was out of reach where this was written.
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY beam/pubsub beam/pubsub
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --no-audit --no-fund --loglevel=error
COPY . .
RUN npm run --silent build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY beam/pubsub beam/pubsub
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
# apache-beam lists its own build tools among its dependencies; nothing loads them at run time.
RUN cd node_modules \
  && rm -rf typescript ttypescript ts-node ts-closure-transform @babel @types @bufbuild date-fns chai \
    @protobuf-ts/plugin @protobuf-ts/plugin-framework @protobuf-ts/protoc protobufjs/cli protobufjs/dist .bin \
    cytoscape/dist/cytoscape.umd.js cytoscape/dist/cytoscape.min.js cytoscape/dist/cytoscape.esm.mjs zod/src \
  && find . \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' \) -delete

FROM ${NODE_IMAGE}
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="streaming-fraud-detection" \
  org.opencontainers.image.description="Structuring detection: generator, viewer, worker pool and job submission" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production HEALTH_PORT=8080
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /src/dist dist
# What was left out above is missed here, at build time, and not by a user.
RUN for program in generator/main viewer/main kafka/createTopics pipelines/workerPool pipelines/submit pipelines/keep pipelines/trial pipelines/cancel pipelines/doctor pipelines/rules reviews/main; do \
    node "dist/$program.js" --help > /dev/null || exit 1; done
USER 1000:1000
EXPOSE 8080 5555
# Each program handles SIGTERM itself and starts no processes that it does not wait for, so Node.js can be process 1.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["dist/viewer/main.js", "--help"]
