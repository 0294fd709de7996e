// Shows the description of the API and sends what is tried out to the gateway that serves it, which may be below a path.
const base = location.pathname.replace(/\/docs$/, '');

const here = () => ({
	statePlugins: {
		spec: {
			wrapActions: {
				updateJsonSpec: (update) => (spec) => update({ ...spec, servers: [{ url: base || '/' }] }),
			},
		},
	},
});

window.SwaggerUIBundle({
	dom_id: '#api',
	url: 'openapi.yaml',
	plugins: [here],
	deepLinking: true,
	tryItOutEnabled: true,
	displayRequestDuration: true,
	defaultModelsExpandDepth: 0,
	validatorUrl: null,
});
