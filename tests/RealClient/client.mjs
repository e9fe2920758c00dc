// The client as an app uses it: its own stream manager, its own parsers. Bundled, since its modules import one another without extensions.
export * from '@fencyai/js';
