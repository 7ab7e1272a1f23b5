/** Names of attributes and their known values. Printed from registry/ by `npm run generate`; do not edit. */

/** Id of the Bedrock guardrail in force. Type: string. */
export const ATTR_AWS_BEDROCK_GUARDRAIL_ID = 'aws.bedrock.guardrail.id';

/** Id of the Bedrock knowledge base. Type: string. */
export const ATTR_AWS_BEDROCK_KNOWLEDGE_BASE_ID = 'aws.bedrock.knowledge_base.id';

/** Azure resource provider as the client sees it. Type: string. */
export const ATTR_AZURE_RESOURCE_PROVIDER_NAMESPACE = 'azure.resource_provider.namespace';

/** Name or address of the client. Type: string. */
export const ATTR_CLIENT_ADDRESS = 'client.address';

/** Port of the client. Type: int. */
export const ATTR_CLIENT_PORT = 'client.port';

/** Name of the table, collection or index. Type: string. */
export const ATTR_DB_COLLECTION_NAME = 'db.collection.name';

/** Name of the database, qualified; `database|schema` for PostgreSQL. Type: string. */
export const ATTR_DB_NAMESPACE = 'db.namespace';

/** Number of operations in a batch; left out below 2. Type: int. */
export const ATTR_DB_OPERATION_BATCH_SIZE = 'db.operation.batch.size';

/** Name of the operation as the client spells it. Type: string. */
export const ATTR_DB_OPERATION_NAME = 'db.operation.name';

/** Value of one query parameter, under its name or position; content. Type: string. */
export const ATTR_DB_QUERY_PARAMETER = (key: string): string => `db.query.parameter.${key}`;

/** Low-cardinality summary of the query. Type: string. */
export const ATTR_DB_QUERY_SUMMARY = 'db.query.summary';

/** Text of the query, with its literals replaced unless it is parameterised. Type: string. */
export const ATTR_DB_QUERY_TEXT = 'db.query.text';

/** Number of rows that came back. Type: int. */
export const ATTR_DB_RESPONSE_RETURNED_ROWS = 'db.response.returned_rows';

/** Error or status code of the database. Type: string. */
export const ATTR_DB_RESPONSE_STATUS_CODE = 'db.response.status_code';

/** Name of the stored procedure. Type: string. */
export const ATTR_DB_STORED_PROCEDURE_NAME = 'db.stored_procedure.name';

/** The database product as the client sees it. Upstream lists more; any lower-case name is allowed, such as `pinecone`, `qdrant`, `chroma`, `milvus`, `weaviate`. Type: one of the values below, or another string. */
export const ATTR_DB_SYSTEM_NAME = 'db.system.name';
/** PostgreSQL, pgvector included. */
export const DB_SYSTEM_NAME_VALUE_POSTGRESQL = 'postgresql';
/** MySQL */
export const DB_SYSTEM_NAME_VALUE_MYSQL = 'mysql';
/** MariaDB */
export const DB_SYSTEM_NAME_VALUE_MARIADB = 'mariadb';
/** Microsoft SQL Server */
export const DB_SYSTEM_NAME_VALUE_MICROSOFT_SQL_SERVER = 'microsoft.sql_server';
/** Redis */
export const DB_SYSTEM_NAME_VALUE_REDIS = 'redis';
/** Elasticsearch */
export const DB_SYSTEM_NAME_VALUE_ELASTICSEARCH = 'elasticsearch';
/** OpenSearch */
export const DB_SYSTEM_NAME_VALUE_OPENSEARCH = 'opensearch';
/** MongoDB */
export const DB_SYSTEM_NAME_VALUE_MONGODB = 'mongodb';
/** ClickHouse */
export const DB_SYSTEM_NAME_VALUE_CLICKHOUSE = 'clickhouse';
/** Cassandra */
export const DB_SYSTEM_NAME_VALUE_CASSANDRA = 'cassandra';
/** Neo4j */
export const DB_SYSTEM_NAME_VALUE_NEO4J = 'neo4j';
/** Azure Cosmos DB */
export const DB_SYSTEM_NAME_VALUE_AZURE_COSMOSDB = 'azure.cosmosdb';
/** SQLite */
export const DB_SYSTEM_NAME_VALUE_SQLITE = 'sqlite';

/** Class of the error: the provider's or client's error code, else the name of the exception. Type: one of the values below, or another string. */
export const ATTR_ERROR_TYPE = 'error.type';
/** The error is known to be of no better known class. */
export const ERROR_TYPE_VALUE_OTHER = '_OTHER';

/** Message of the exception. Type: string. */
export const ATTR_EXCEPTION_MESSAGE = 'exception.message';

/** Stack trace of the exception, as the runtime prints it. Type: string. */
export const ATTR_EXCEPTION_STACKTRACE = 'exception.stacktrace';

/** Class of the exception. Type: string. */
export const ATTR_EXCEPTION_TYPE = 'exception.type';

/** What the agent is for. Type: string. */
export const ATTR_GEN_AI_AGENT_DESCRIPTION = 'gen_ai.agent.description';

/** Id of the agent at the service that hosts it. Type: string. */
export const ATTR_GEN_AI_AGENT_ID = 'gen_ai.agent.id';

/** Name of the agent as the application gave it. Type: string. */
export const ATTR_GEN_AI_AGENT_NAME = 'gen_ai.agent.name';

/** Version of the agent. Type: string. */
export const ATTR_GEN_AI_AGENT_VERSION = 'gen_ai.agent.version';

/** True when the conversation was shortened for this request; never false. Type: boolean. */
export const ATTR_GEN_AI_CONVERSATION_COMPACTED = 'gen_ai.conversation.compacted';

/** Id of the conversation that the operation belongs to; never made up by an instrumentation. Type: string. */
export const ATTR_GEN_AI_CONVERSATION_ID = 'gen_ai.conversation.id';

/** Id of the data source as the GenAI system knows it. Type: string. */
export const ATTR_GEN_AI_DATA_SOURCE_ID = 'gen_ai.data_source.id';

/** Length of each embedding vector. Type: int. */
export const ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT = 'gen_ai.embeddings.dimension.count';

/** Why this score was given. Type: string. */
export const ATTR_GEN_AI_EVALUATION_EXPLANATION = 'gen_ai.evaluation.explanation';

/** What was evaluated. Type: string. */
export const ATTR_GEN_AI_EVALUATION_NAME = 'gen_ai.evaluation.name';

/** Score as a word out of a small set. Type: string. */
export const ATTR_GEN_AI_EVALUATION_SCORE_LABEL = 'gen_ai.evaluation.score.label';

/** Score as a number. Type: double. */
export const ATTR_GEN_AI_EVALUATION_SCORE_VALUE = 'gen_ai.evaluation.score.value';

/** Messages sent to the model; content. Type: any. */
export const ATTR_GEN_AI_INPUT_MESSAGES = 'gen_ai.input.messages';

/** What the agent that a process is is for. Type: string. */
export const ATTR_GEN_AI_MAIN_AGENT_DESCRIPTION = 'gen_ai.main_agent.description';

/** Stable id of the agent that a process is, as its host or card gives it. Type: string. */
export const ATTR_GEN_AI_MAIN_AGENT_ID = 'gen_ai.main_agent.id';

/** Name of the agent that a process is. Type: string. */
export const ATTR_GEN_AI_MAIN_AGENT_NAME = 'gen_ai.main_agent.name';

/** Text that was searched for in memory; content. Type: string. */
export const ATTR_GEN_AI_MEMORY_QUERY_TEXT = 'gen_ai.memory.query.text';

/** Number of memory records written, removed or found. Type: int. */
export const ATTR_GEN_AI_MEMORY_RECORD_COUNT = 'gen_ai.memory.record.count';

/** Id of the memory record. Type: string. */
export const ATTR_GEN_AI_MEMORY_RECORD_ID = 'gen_ai.memory.record.id';

/** Memory records; content. Type: any. */
export const ATTR_GEN_AI_MEMORY_RECORDS = 'gen_ai.memory.records';

/** Id of the memory store. Type: string. */
export const ATTR_GEN_AI_MEMORY_STORE_ID = 'gen_ai.memory.store.id';

/** The kind of operation; it tells the kinds of GenAI spans apart. Another value is allowed only where none of these fits. Type: one of the values below, or another string. */
export const ATTR_GEN_AI_OPERATION_NAME = 'gen_ai.operation.name';
/** A reply in a conversation. */
export const GEN_AI_OPERATION_NAME_VALUE_CHAT = 'chat';
/** Content of any modality, images and speech included. */
export const GEN_AI_OPERATION_NAME_VALUE_GENERATE_CONTENT = 'generate_content';
/** The continuation of a text. */
export const GEN_AI_OPERATION_NAME_VALUE_TEXT_COMPLETION = 'text_completion';
/** Vectors for texts or other inputs. */
export const GEN_AI_OPERATION_NAME_VALUE_EMBEDDINGS = 'embeddings';
/** A search for documents that inform an answer. */
export const GEN_AI_OPERATION_NAME_VALUE_RETRIEVAL = 'retrieval';
/** Reading a response that the provider stored or still works on. */
export const GEN_AI_OPERATION_NAME_VALUE_FETCH_RESPONSE = 'fetch_response';
/** Setting up an agent at a remote service. */
export const GEN_AI_OPERATION_NAME_VALUE_CREATE_AGENT = 'create_agent';
/** One run of an agent, remote or in this process. */
export const GEN_AI_OPERATION_NAME_VALUE_INVOKE_AGENT = 'invoke_agent';
/** One run of a tool. */
export const GEN_AI_OPERATION_NAME_VALUE_EXECUTE_TOOL = 'execute_tool';
/** One run of a composition of agents or other steps. */
export const GEN_AI_OPERATION_NAME_VALUE_INVOKE_WORKFLOW = 'invoke_workflow';
/** An agent decides on its next steps. */
export const GEN_AI_OPERATION_NAME_VALUE_PLAN = 'plan';
/** A search among memory records. */
export const GEN_AI_OPERATION_NAME_VALUE_SEARCH_MEMORY = 'search_memory';
/** Writing new memory records. */
export const GEN_AI_OPERATION_NAME_VALUE_CREATE_MEMORY = 'create_memory';
/** Changing known memory records. */
export const GEN_AI_OPERATION_NAME_VALUE_UPDATE_MEMORY = 'update_memory';
/** Writing memory records, new or changed as the store decides. */
export const GEN_AI_OPERATION_NAME_VALUE_UPSERT_MEMORY = 'upsert_memory';
/** Removing memory records. */
export const GEN_AI_OPERATION_NAME_VALUE_DELETE_MEMORY = 'delete_memory';
/** Setting up a memory store. */
export const GEN_AI_OPERATION_NAME_VALUE_CREATE_MEMORY_STORE = 'create_memory_store';
/** Removing a memory store. */
export const GEN_AI_OPERATION_NAME_VALUE_DELETE_MEMORY_STORE = 'delete_memory_store';
/** One call of a model that judges whether inputs are harmful. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_MODERATION = 'moderation';
/** One call that asks how many tokens a request would have, without making it. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_COUNT_TOKENS = 'count_tokens';
/** One call of a model that puts documents in the order in which they answer a query. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_RERANK = 'rerank';
/** One call about a batch of requests that a provider works through later: its submission, a look at how far it is, or the reading of its results. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_CREATE_BATCH = 'create_batch';
/** One call about a batch of requests that a provider works through later: its submission, a look at how far it is, or the reading of its results. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_FETCH_BATCH = 'fetch_batch';
/** One call about a batch of requests that a provider works through later: its submission, a look at how far it is, or the reading of its results. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_FETCH_BATCH_RESULTS = 'fetch_batch_results';
/** One call that stores a prompt at a provider, for later calls to begin with. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_CREATE_CACHE = 'create_cache';
/** A session in which a client and a model take turns over one connection, from when it is opened to when it is closed. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_REALTIME_SESSION = 'realtime_session';
/** One lookup in a cache of answers, documents or vectors, with what it does on a miss where the application wrapped that, too. Ours, not upstream's. */
export const GEN_AI_OPERATION_NAME_VALUE_CACHE_LOOKUP = 'cache_lookup';

/** Messages that the model returned, one for each choice; content. Type: any. */
export const ATTR_GEN_AI_OUTPUT_MESSAGES = 'gen_ai.output.messages';

/** The kind of output that the request asked for. Type: one of the values below, or another string. */
export const ATTR_GEN_AI_OUTPUT_TYPE = 'gen_ai.output.type';
/** Plain text. */
export const GEN_AI_OUTPUT_TYPE_VALUE_TEXT = 'text';
/** JSON, with or without a schema. */
export const GEN_AI_OUTPUT_TYPE_VALUE_JSON = 'json';
/** Image. */
export const GEN_AI_OUTPUT_TYPE_VALUE_IMAGE = 'image';
/** Speech. */
export const GEN_AI_OUTPUT_TYPE_VALUE_SPEECH = 'speech';

/** Name of the prompt template. Type: string. */
export const ATTR_GEN_AI_PROMPT_NAME = 'gen_ai.prompt.name';

/** Value of one variable of the prompt template, under its name; content. Type: string. */
export const ATTR_GEN_AI_PROMPT_VARIABLE = (key: string): string => `gen_ai.prompt.variable.${key}`;

/** Version of the prompt template. Type: string. */
export const ATTR_GEN_AI_PROMPT_VERSION = 'gen_ai.prompt.version';

/** The provider as the instrumented client sees it. Behind a proxy the model may come from elsewhere; the value names the flavour of the telemetry and must agree with provider-specific attributes. Type: one of the values below, or another string. */
export const ATTR_GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name';
/** OpenAI */
export const GEN_AI_PROVIDER_NAME_VALUE_OPENAI = 'openai';
/** Google, when it is not known which endpoint */
export const GEN_AI_PROVIDER_NAME_VALUE_GCP_GEN_AI = 'gcp.gen_ai';
/** Google Vertex AI */
export const GEN_AI_PROVIDER_NAME_VALUE_GCP_VERTEX_AI = 'gcp.vertex_ai';
/** Google Gemini API */
export const GEN_AI_PROVIDER_NAME_VALUE_GCP_GEMINI = 'gcp.gemini';
/** Anthropic */
export const GEN_AI_PROVIDER_NAME_VALUE_ANTHROPIC = 'anthropic';
/** Cohere */
export const GEN_AI_PROVIDER_NAME_VALUE_COHERE = 'cohere';
/** Azure AI Inference */
export const GEN_AI_PROVIDER_NAME_VALUE_AZURE_AI_INFERENCE = 'azure.ai.inference';
/** Azure OpenAI */
export const GEN_AI_PROVIDER_NAME_VALUE_AZURE_AI_OPENAI = 'azure.ai.openai';
/** IBM watsonx.ai */
export const GEN_AI_PROVIDER_NAME_VALUE_IBM_WATSONX_AI = 'ibm.watsonx.ai';
/** Amazon Bedrock */
export const GEN_AI_PROVIDER_NAME_VALUE_AWS_BEDROCK = 'aws.bedrock';
/** Perplexity */
export const GEN_AI_PROVIDER_NAME_VALUE_PERPLEXITY = 'perplexity';
/** xAI */
export const GEN_AI_PROVIDER_NAME_VALUE_X_AI = 'x_ai';
/** DeepSeek */
export const GEN_AI_PROVIDER_NAME_VALUE_DEEPSEEK = 'deepseek';
/** Groq */
export const GEN_AI_PROVIDER_NAME_VALUE_GROQ = 'groq';
/** Mistral AI */
export const GEN_AI_PROVIDER_NAME_VALUE_MISTRAL_AI = 'mistral_ai';
/** Moonshot AI */
export const GEN_AI_PROVIDER_NAME_VALUE_MOONSHOT_AI = 'moonshot_ai';

/** Number of choices asked for; left out when it is 1. Type: int. */
export const ATTR_GEN_AI_REQUEST_CHOICE_COUNT = 'gen_ai.request.choice.count';

/** Encodings in which embeddings are to come back. Type: string[]. */
export const ATTR_GEN_AI_REQUEST_ENCODING_FORMATS = 'gen_ai.request.encoding_formats';

/** Frequency penalty of the request. Type: double. */
export const ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY = 'gen_ai.request.frequency_penalty';

/** Most tokens that the model may generate. Type: int. */
export const ATTR_GEN_AI_REQUEST_MAX_TOKENS = 'gen_ai.request.max_tokens';

/** Name of the model that was asked for. Type: string. */
export const ATTR_GEN_AI_REQUEST_MODEL = 'gen_ai.request.model';

/** Presence penalty of the request. Type: double. */
export const ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY = 'gen_ai.request.presence_penalty';

/** Id of the stored response that this request continues. Type: string. */
export const ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID = 'gen_ai.request.previous_response.id';

/** How much the model is to reason, in the provider's own words. Type: string. */
export const ATTR_GEN_AI_REQUEST_REASONING_LEVEL = 'gen_ai.request.reasoning.level';

/** Seed of the request; the same seed makes a repeated result more likely. Type: int. */
export const ATTR_GEN_AI_REQUEST_SEED = 'gen_ai.request.seed';

/** Texts at which the model stops generating. Type: string[]. */
export const ATTR_GEN_AI_REQUEST_STOP_SEQUENCES = 'gen_ai.request.stop_sequences';

/** True when the reply is streamed; left out otherwise. Type: boolean. */
export const ATTR_GEN_AI_REQUEST_STREAM = 'gen_ai.request.stream';

/** Place in a stored stream from which reading resumes. Type: string. */
export const ATTR_GEN_AI_REQUEST_STREAM_CURSOR = 'gen_ai.request.stream_cursor';

/** Temperature setting of the request. Type: double. */
export const ATTR_GEN_AI_REQUEST_TEMPERATURE = 'gen_ai.request.temperature';

/** Top-k sampling setting of the request; a search uses gen_ai.retrieval.top_k. Type: int. */
export const ATTR_GEN_AI_REQUEST_TOP_K = 'gen_ai.request.top_k';

/** Nucleus sampling setting of the request. Type: double. */
export const ATTR_GEN_AI_REQUEST_TOP_P = 'gen_ai.request.top_p';

/** Why generation ended, one value for each choice in order; `error` where an expected one never came. Type: string[]. */
export const ATTR_GEN_AI_RESPONSE_FINISH_REASONS = 'gen_ai.response.finish_reasons';

/** The provider's id of the reply. Type: string. */
export const ATTR_GEN_AI_RESPONSE_ID = 'gen_ai.response.id';

/** Name of the model that answered. Type: string. */
export const ATTR_GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model';

/** State of a stored response when it was fetched. Type: one of the values below, or another string. */
export const ATTR_GEN_AI_RESPONSE_STATUS = 'gen_ai.response.status';
/** Not begun. */
export const GEN_AI_RESPONSE_STATUS_VALUE_QUEUED = 'queued';
/** Being generated. */
export const GEN_AI_RESPONSE_STATUS_VALUE_IN_PROGRESS = 'in_progress';
/** Generated in full. */
export const GEN_AI_RESPONSE_STATUS_VALUE_COMPLETED = 'completed';
/** Ended early. */
export const GEN_AI_RESPONSE_STATUS_VALUE_INCOMPLETE = 'incomplete';
/** Ended with an error. */
export const GEN_AI_RESPONSE_STATUS_VALUE_FAILED = 'failed';
/** Cancelled on request. */
export const GEN_AI_RESPONSE_STATUS_VALUE_CANCELLED = 'cancelled';

/** Seconds from sending the request to the first chunk of a streamed reply. Type: double. */
export const ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk';

/** Documents that a search returned; content. Type: any. */
export const ATTR_GEN_AI_RETRIEVAL_DOCUMENTS = 'gen_ai.retrieval.documents';

/** Text that was searched for; content. Type: string. */
export const ATTR_GEN_AI_RETRIEVAL_QUERY_TEXT = 'gen_ai.retrieval.query.text';

/** Most documents that a search may return. Type: int. */
export const ATTR_GEN_AI_RETRIEVAL_TOP_K = 'gen_ai.retrieval.top_k';

/** What the skill is for. Type: string. */
export const ATTR_GEN_AI_SKILL_DESCRIPTION = 'gen_ai.skill.description';

/** Name of the skill that a tool loads or reads. Type: string. */
export const ATTR_GEN_AI_SKILL_NAME = 'gen_ai.skill.name';

/** Name of the skill's resource that was read. Type: string. */
export const ATTR_GEN_AI_SKILL_RESOURCE_NAME = 'gen_ai.skill.resource.name';

/** Where the skill came from. Type: string. */
export const ATTR_GEN_AI_SKILL_SOURCE_URI = 'gen_ai.skill.source.uri';

/** Instructions given beside the conversation; content. A system message inside the conversation belongs to the input messages. Type: any. */
export const ATTR_GEN_AI_SYSTEM_INSTRUCTIONS = 'gen_ai.system_instructions';

/** What the counted tokens carry. Type: one of the values below, or another string. */
export const ATTR_GEN_AI_TOKEN_MODALITY = 'gen_ai.token.modality';
/** Text. */
export const GEN_AI_TOKEN_MODALITY_VALUE_TEXT = 'text';
/** Images. */
export const GEN_AI_TOKEN_MODALITY_VALUE_IMAGE = 'image';
/** Audio. */
export const GEN_AI_TOKEN_MODALITY_VALUE_AUDIO = 'audio';
/** The provider did not say. */
export const GEN_AI_TOKEN_MODALITY_VALUE_UNKNOWN = 'unknown';

/** What the tool was called with; content. Type: any. */
export const ATTR_GEN_AI_TOOL_CALL_ARGUMENTS = 'gen_ai.tool.call.arguments';

/** Id of this call of the tool. Type: string. */
export const ATTR_GEN_AI_TOOL_CALL_ID = 'gen_ai.tool.call.id';

/** What the tool returned; content. Type: any. */
export const ATTR_GEN_AI_TOOL_CALL_RESULT = 'gen_ai.tool.call.result';

/** The tools that the model may call; content. Type: any. */
export const ATTR_GEN_AI_TOOL_DEFINITIONS = 'gen_ai.tool.definitions';

/** What the tool is for. Type: string. */
export const ATTR_GEN_AI_TOOL_DESCRIPTION = 'gen_ai.tool.description';

/** Name of the tool. Type: string. */
export const ATTR_GEN_AI_TOOL_NAME = 'gen_ai.tool.name';

/** Kind of tool: `function` runs in the application, `extension` at the provider, `datastore` reads data. Type: string. */
export const ATTR_GEN_AI_TOOL_TYPE = 'gen_ai.tool.type';

/** Cached input tokens that are audio. Type: int. */
export const ATTR_GEN_AI_USAGE_AUDIO_CACHE_READ_INPUT_TOKENS = 'gen_ai.usage.audio.cache_read.input_tokens';

/** Input tokens that are audio. Type: int. */
export const ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS = 'gen_ai.usage.audio.input_tokens';

/** Output tokens that are audio. Type: int. */
export const ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS = 'gen_ai.usage.audio.output_tokens';

/** Input tokens that came from the provider's cache; part of the input tokens. Type: int. */
export const ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS = 'gen_ai.usage.cache_read.input_tokens';

/** Input tokens that were written to the provider's cache; part of the input tokens. Type: int. */
export const ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS = 'gen_ai.usage.cache_write.input_tokens';

/** Cached input tokens that are images. Type: int. */
export const ATTR_GEN_AI_USAGE_IMAGE_CACHE_READ_INPUT_TOKENS = 'gen_ai.usage.image.cache_read.input_tokens';

/** Input tokens that are images. Type: int. */
export const ATTR_GEN_AI_USAGE_IMAGE_INPUT_TOKENS = 'gen_ai.usage.image.input_tokens';

/** Output tokens that are images. Type: int. */
export const ATTR_GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS = 'gen_ai.usage.image.output_tokens';

/** Tokens of the prompt, cached ones included; the billed count where a provider tells two. Type: int. */
export const ATTR_GEN_AI_USAGE_INPUT_TOKENS = 'gen_ai.usage.input_tokens';

/** Tokens of the reply, reasoning included. Type: int. */
export const ATTR_GEN_AI_USAGE_OUTPUT_TOKENS = 'gen_ai.usage.output_tokens';

/** Output tokens spent on reasoning; part of the output tokens. Type: int. */
export const ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS = 'gen_ai.usage.reasoning.output_tokens';

/** Cached input tokens that are text. Type: int. */
export const ATTR_GEN_AI_USAGE_TEXT_CACHE_READ_INPUT_TOKENS = 'gen_ai.usage.text.cache_read.input_tokens';

/** Input tokens that are text. Type: int. */
export const ATTR_GEN_AI_USAGE_TEXT_INPUT_TOKENS = 'gen_ai.usage.text.input_tokens';

/** Output tokens that are text. Type: int. */
export const ATTR_GEN_AI_USAGE_TEXT_OUTPUT_TOKENS = 'gen_ai.usage.text.output_tokens';

/** Name of the workflow as the application gave it, out of a small set. Type: string. */
export const ATTR_GEN_AI_WORKFLOW_NAME = 'gen_ai.workflow.name';

/** Name of the host; an attribute of the resource. Type: string. */
export const ATTR_HOST_NAME = 'host.name';

/** HTTP method. Type: string. */
export const ATTR_HTTP_REQUEST_METHOD = 'http.request.method';

/** HTTP method as sent when it is not a known one. Type: string. */
export const ATTR_HTTP_REQUEST_METHOD_ORIGINAL = 'http.request.method_original';

/** How often the request was sent before. Type: int. */
export const ATTR_HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count';

/** HTTP status code. Type: int. */
export const ATTR_HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code';

/** Route template that matched. Type: string. */
export const ATTR_HTTP_ROUTE = 'http.route';

/** JSON-RPC version; left out when it is 2.0. Type: string. */
export const ATTR_JSONRPC_PROTOCOL_VERSION = 'jsonrpc.protocol.version';

/** Id of the JSON-RPC request; numbers as text. Type: string. */
export const ATTR_JSONRPC_REQUEST_ID = 'jsonrpc.request.id';

/** Method of the MCP request or notification. Type: one of the values below, or another string. */
export const ATTR_MCP_METHOD_NAME = 'mcp.method.name';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_CANCELLED = 'notifications/cancelled';
export const MCP_METHOD_NAME_VALUE_INITIALIZE = 'initialize';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_INITIALIZED = 'notifications/initialized';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_PROGRESS = 'notifications/progress';
export const MCP_METHOD_NAME_VALUE_PING = 'ping';
export const MCP_METHOD_NAME_VALUE_RESOURCES_LIST = 'resources/list';
export const MCP_METHOD_NAME_VALUE_RESOURCES_TEMPLATES_LIST = 'resources/templates/list';
export const MCP_METHOD_NAME_VALUE_RESOURCES_READ = 'resources/read';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_RESOURCES_LIST_CHANGED = 'notifications/resources/list_changed';
export const MCP_METHOD_NAME_VALUE_RESOURCES_SUBSCRIBE = 'resources/subscribe';
export const MCP_METHOD_NAME_VALUE_RESOURCES_UNSUBSCRIBE = 'resources/unsubscribe';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_RESOURCES_UPDATED = 'notifications/resources/updated';
export const MCP_METHOD_NAME_VALUE_PROMPTS_LIST = 'prompts/list';
export const MCP_METHOD_NAME_VALUE_PROMPTS_GET = 'prompts/get';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_PROMPTS_LIST_CHANGED = 'notifications/prompts/list_changed';
export const MCP_METHOD_NAME_VALUE_TOOLS_LIST = 'tools/list';
export const MCP_METHOD_NAME_VALUE_TOOLS_CALL = 'tools/call';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_TOOLS_LIST_CHANGED = 'notifications/tools/list_changed';
export const MCP_METHOD_NAME_VALUE_LOGGING_SET_LEVEL = 'logging/setLevel';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_MESSAGE = 'notifications/message';
export const MCP_METHOD_NAME_VALUE_SAMPLING_CREATE_MESSAGE = 'sampling/createMessage';
export const MCP_METHOD_NAME_VALUE_COMPLETION_COMPLETE = 'completion/complete';
export const MCP_METHOD_NAME_VALUE_ROOTS_LIST = 'roots/list';
export const MCP_METHOD_NAME_VALUE_NOTIFICATIONS_ROOTS_LIST_CHANGED = 'notifications/roots/list_changed';
export const MCP_METHOD_NAME_VALUE_ELICITATION_CREATE = 'elicitation/create';

/** Version of MCP in use. Type: string. */
export const ATTR_MCP_PROTOCOL_VERSION = 'mcp.protocol.version';

/** URI of the MCP resource. Type: string. */
export const ATTR_MCP_RESOURCE_URI = 'mcp.resource.uri';

/** Id of the MCP session. Type: string. */
export const ATTR_MCP_SESSION_ID = 'mcp.session.id';

/** Address of the other end of the connection. Type: string. */
export const ATTR_NETWORK_PEER_ADDRESS = 'network.peer.address';

/** Port of the other end of the connection. Type: int. */
export const ATTR_NETWORK_PEER_PORT = 'network.peer.port';

/** Application protocol in lower case. Type: string. */
export const ATTR_NETWORK_PROTOCOL_NAME = 'network.protocol.name';

/** Version of the application protocol. Type: string. */
export const ATTR_NETWORK_PROTOCOL_VERSION = 'network.protocol.version';

/** Transport in use. Type: one of the values below, or another string. */
export const ATTR_NETWORK_TRANSPORT = 'network.transport';
export const NETWORK_TRANSPORT_VALUE_TCP = 'tcp';
export const NETWORK_TRANSPORT_VALUE_UDP = 'udp';
/** Pipe, as of standard input and output. */
export const NETWORK_TRANSPORT_VALUE_PIPE = 'pipe';
/** Unix domain socket. */
export const NETWORK_TRANSPORT_VALUE_UNIX = 'unix';
export const NETWORK_TRANSPORT_VALUE_QUIC = 'quic';

/** Which of OpenAI's APIs was called. Type: one of the values below, or another string. */
export const ATTR_OPENAI_API_TYPE = 'openai.api.type';
/** Chat Completions API. */
export const OPENAI_API_TYPE_VALUE_CHAT_COMPLETIONS = 'chat_completions';
/** Responses API. */
export const OPENAI_API_TYPE_VALUE_RESPONSES = 'responses';

/** Service tier asked for; left out when it is `auto`. Type: one of the values below, or another string. */
export const ATTR_OPENAI_REQUEST_SERVICE_TIER = 'openai.request.service_tier';
/** The provider chooses. */
export const OPENAI_REQUEST_SERVICE_TIER_VALUE_AUTO = 'auto';
/** The standard tier. */
export const OPENAI_REQUEST_SERVICE_TIER_VALUE_DEFAULT = 'default';

/** Service tier that served the request. Type: string. */
export const ATTR_OPENAI_RESPONSE_SERVICE_TIER = 'openai.response.service_tier';

/** Fingerprint of the back end that ran the model. Type: string. */
export const ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT = 'openai.response.system_fingerprint';

/** Name of the program that ran. Type: string. */
export const ATTR_PROCESS_EXECUTABLE_NAME = 'process.executable.name';

/** Path of the program that ran. Type: string. */
export const ATTR_PROCESS_EXECUTABLE_PATH = 'process.executable.path';

/** Exit code of the program. Type: int. */
export const ATTR_PROCESS_EXIT_CODE = 'process.exit.code';

/** Id of the process; an attribute of the resource. Type: int. */
export const ATTR_PROCESS_PID = 'process.pid';

/** Error code of the JSON-RPC reply as text. Named rpc.status_code from core 1.45 on. Type: string. */
export const ATTR_RPC_RESPONSE_STATUS_CODE = 'rpc.response.status_code';

/** Name or address of the server that was called. Type: string. */
export const ATTR_SERVER_ADDRESS = 'server.address';

/** Port of the server that was called. Type: int. */
export const ATTR_SERVER_PORT = 'server.port';

/** Name of the service; an attribute of the resource. Type: string. */
export const ATTR_SERVICE_NAME = 'service.name';

/** Version of the service; an attribute of the resource. Type: string. */
export const ATTR_SERVICE_VERSION = 'service.version';

/** Id of the wider session, of which a conversation may be a part; never on metrics. Type: string. */
export const ATTR_SESSION_ID = 'session.id';

/** Seconds of audio generated or transcribed, when the provider says. Type: double. */
export const ATTR_SPANWISE_AUDIO_DURATION = 'spanwise.audio.duration';

/** Number of requests of a batch that failed, expired or were cancelled, so far. Type: int. */
export const ATTR_SPANWISE_BATCH_FAILED_COUNT = 'spanwise.batch.failed_count';

/** The provider's id of a batch of requests. Type: string. */
export const ATTR_SPANWISE_BATCH_ID = 'spanwise.batch.id';

/** Number of requests of a batch. Type: int. */
export const ATTR_SPANWISE_BATCH_REQUEST_COUNT = 'spanwise.batch.request_count';

/** The provider's word for how far a batch is. Type: string. */
export const ATTR_SPANWISE_BATCH_STATUS = 'spanwise.batch.status';

/** Number of requests of a batch that have a reply, so far. Type: int. */
export const ATTR_SPANWISE_BATCH_SUCCEEDED_COUNT = 'spanwise.batch.succeeded_count';

/** Pages of documents that the provider bills. Type: int. */
export const ATTR_SPANWISE_BILLED_PAGES = 'spanwise.billed.pages';

/** Searches that the provider bills, in its units. Type: int. */
export const ATTR_SPANWISE_BILLED_SEARCH_UNITS = 'spanwise.billed.search_units';

/** How a cache finds its entries. Type: one of the values below, or another string. */
export const ATTR_SPANWISE_CACHE_KIND = 'spanwise.cache.kind';
/** An entry is found by the whole of what is asked. */
export const SPANWISE_CACHE_KIND_VALUE_EXACT = 'exact';
/** An entry is found by its nearness to what is asked. */
export const SPANWISE_CACHE_KIND_VALUE_SEMANTIC = 'semantic';

/** Name of a cache, as the application calls it: one of few. Type: string. */
export const ATTR_SPANWISE_CACHE_NAME = 'spanwise.cache.name';

/** Whether a cache had what it was asked for. Type: one of the values below, or another string. */
export const ATTR_SPANWISE_CACHE_RESULT = 'spanwise.cache.result';
/** The cache had it. */
export const SPANWISE_CACHE_RESULT_VALUE_HIT = 'hit';
/** The cache did not have it. */
export const SPANWISE_CACHE_RESULT_VALUE_MISS = 'miss';

/** What the call cost, or would, that a hit of a cache stands for, in spanwise.cost.currency. Absent when it is not known. Type: double. */
export const ATTR_SPANWISE_CACHE_SAVED_COST = 'spanwise.cache.saved.cost';

/** Input tokens of the call that a hit of a cache stands for. Type: int. */
export const ATTR_SPANWISE_CACHE_SAVED_INPUT_TOKENS = 'spanwise.cache.saved.input_tokens';

/** Output tokens of the call that a hit of a cache stands for. Type: int. */
export const ATTR_SPANWISE_CACHE_SAVED_OUTPUT_TOKENS = 'spanwise.cache.saved.output_tokens';

/** How near the nearest entry of a cache was to what was asked, also where that was not near enough; higher is nearer. Type: double. */
export const ATTR_SPANWISE_CACHE_SIMILARITY = 'spanwise.cache.similarity';

/** What the call costs; of an agent, what its own model calls and embeddings cost together. Absent when it is not known. Type: double. */
export const ATTR_SPANWISE_COST_AMOUNT = 'spanwise.cost.amount';

/** Currency of the cost, by ISO 4217. Type: string. */
export const ATTR_SPANWISE_COST_CURRENCY = 'spanwise.cost.currency';

/** Day of the price table that the cost was computed with. Type: string. */
export const ATTR_SPANWISE_COST_PRICE_DATE = 'spanwise.cost.price_date';

/** Who says what the call costs: provider, function, table, or a price table by name and version. Type: string. */
export const ATTR_SPANWISE_COST_SOURCE = 'spanwise.cost.source';

/** How many input tokens the request would have, when it was asked how many. Type: int. */
export const ATTR_SPANWISE_COUNT_TOKENS_INPUT_TOKENS = 'spanwise.count_tokens.input_tokens';

/** Number of values that were left out because they could not be recorded. Type: int. */
export const ATTR_SPANWISE_DROPPED = 'spanwise.dropped';

/** What made an evaluation, such as a person, a model or a rule. Type: string. */
export const ATTR_SPANWISE_EVALUATION_SOURCE = 'spanwise.evaluation.source';

/** What part of Spanwise failed, out of a small set. Type: string. */
export const ATTR_SPANWISE_FAILURE_KIND = 'spanwise.failure.kind';

/** Number of images generated. Type: int. */
export const ATTR_SPANWISE_IMAGE_COUNT = 'spanwise.image.count';

/** True when a moderation flagged any of its inputs. Type: boolean. */
export const ATTR_SPANWISE_MODERATION_FLAGGED = 'spanwise.moderation.flagged';

/** Input tokens that the model read, where the provider bills another number. Type: int. */
export const ATTR_SPANWISE_PROCESSED_INPUT_TOKENS = 'spanwise.processed.input_tokens';

/** Output tokens that the model wrote, where the provider bills another number. Type: int. */
export const ATTR_SPANWISE_PROCESSED_OUTPUT_TOKENS = 'spanwise.processed.output_tokens';

/** How many input tokens the provider allows in its window, as its reply says. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_LIMIT = 'spanwise.rate_limit.input_tokens.limit';

/** How many input tokens are left in the window. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_REMAINING = 'spanwise.rate_limit.input_tokens.remaining';

/** Seconds until the limit of input tokens is whole again. Type: double. */
export const ATTR_SPANWISE_RATE_LIMIT_INPUT_TOKENS_RESET = 'spanwise.rate_limit.input_tokens.reset';

/** What a rate limit of the provider counts. Type: one of the values below, or another string. */
export const ATTR_SPANWISE_RATE_LIMIT_KIND = 'spanwise.rate_limit.kind';
/** Requests. */
export const SPANWISE_RATE_LIMIT_KIND_VALUE_REQUESTS = 'requests';
/** Tokens of any direction. */
export const SPANWISE_RATE_LIMIT_KIND_VALUE_TOKENS = 'tokens';
/** Input tokens. */
export const SPANWISE_RATE_LIMIT_KIND_VALUE_INPUT_TOKENS = 'input_tokens';
/** Output tokens. */
export const SPANWISE_RATE_LIMIT_KIND_VALUE_OUTPUT_TOKENS = 'output_tokens';

/** How many output tokens the provider allows in its window, as its reply says. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_LIMIT = 'spanwise.rate_limit.output_tokens.limit';

/** How many output tokens are left in the window. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_REMAINING = 'spanwise.rate_limit.output_tokens.remaining';

/** Seconds until the limit of output tokens is whole again. Type: double. */
export const ATTR_SPANWISE_RATE_LIMIT_OUTPUT_TOKENS_RESET = 'spanwise.rate_limit.output_tokens.reset';

/** How many requests the provider allows in its window, as its reply says. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_REQUESTS_LIMIT = 'spanwise.rate_limit.requests.limit';

/** How many requests are left in the window. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_REQUESTS_REMAINING = 'spanwise.rate_limit.requests.remaining';

/** Seconds until the limit of requests is whole again. Type: double. */
export const ATTR_SPANWISE_RATE_LIMIT_REQUESTS_RESET = 'spanwise.rate_limit.requests.reset';

/** How many tokens the provider allows in its window, as its reply says. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_TOKENS_LIMIT = 'spanwise.rate_limit.tokens.limit';

/** How many tokens are left in the window. Type: int. */
export const ATTR_SPANWISE_RATE_LIMIT_TOKENS_REMAINING = 'spanwise.rate_limit.tokens.remaining';

/** Seconds until the limit of tokens is whole again. Type: double. */
export const ATTR_SPANWISE_RATE_LIMIT_TOKENS_RESET = 'spanwise.rate_limit.tokens.reset';

/** Code by which the connection of a session was closed, of RFC 6455. Type: int. */
export const ATTR_SPANWISE_REALTIME_CLOSE_CODE = 'spanwise.realtime.close_code';

/** Number of turns that were cut short: somebody spoke in between, or the client cancelled them. Type: int. */
export const ATTR_SPANWISE_REALTIME_INTERRUPTED_TURN_COUNT = 'spanwise.realtime.interrupted_turn_count';

/** The provider's id of a session in which a client and a model take turns. Type: string. */
export const ATTR_SPANWISE_REALTIME_SESSION_ID = 'spanwise.realtime.session_id';

/** Names of the functions that the model called in a turn, in its order. Type: string[]. */
export const ATTR_SPANWISE_REALTIME_TOOL_NAMES = 'spanwise.realtime.tool_names';

/** Number of turns that the model took in a session, those that were cut short included. Type: int. */
export const ATTR_SPANWISE_REALTIME_TURN_COUNT = 'spanwise.realtime.turn_count';

/** The provider's id of the request, for its support. Type: string. */
export const ATTR_SPANWISE_REQUEST_ID = 'spanwise.request.id';

/** Number of documents that are put in order. Type: int. */
export const ATTR_SPANWISE_RERANK_DOCUMENT_COUNT = 'spanwise.rerank.document_count';

/** Documents that a retrieval gave back. Type: int. */
export const ATTR_SPANWISE_RETRIEVAL_DOCUMENT_COUNT = 'spanwise.retrieval.document_count';

/** Seconds in which a retrieval or a vector search ran in a piece of work, those at the same time once: on the outermost span of ours, and on the span of others that it stands in. Type: double. */
export const ATTR_SPANWISE_RETRIEVAL_TIME = 'spanwise.retrieval.time';

/** Seconds after which the provider asked to be called again, of the last reply. Type: double. */
export const ATTR_SPANWISE_RETRY_AFTER = 'spanwise.retry.after';

/** How often the client sent the request again. Type: int. */
export const ATTR_SPANWISE_RETRY_COUNT = 'spanwise.retry.count';

/** Seconds between failed attempts and the next ones in all. Type: double. */
export const ATTR_SPANWISE_RETRY_WAIT = 'spanwise.retry.wait';

/** Seed of the application's run; gen_ai.request.seed is that of one request. Type: int. */
export const ATTR_SPANWISE_SEED = 'spanwise.seed';

/** Seconds that the server took to load the model, as its reply says. Type: double. */
export const ATTR_SPANWISE_SERVER_LOAD_TIME = 'spanwise.server.load_time';

/** Seconds that the server took to make the output, as its reply says. Type: double. */
export const ATTR_SPANWISE_SERVER_OUTPUT_TIME = 'spanwise.server.output_time';

/** A part of what a server does for one call. Type: one of the values below, or another string. */
export const ATTR_SPANWISE_SERVER_PHASE = 'spanwise.server.phase';
/** The model is loaded. */
export const SPANWISE_SERVER_PHASE_VALUE_LOAD = 'load';
/** The request waits. */
export const SPANWISE_SERVER_PHASE_VALUE_QUEUE = 'queue';
/** The prompt is read. */
export const SPANWISE_SERVER_PHASE_VALUE_PROMPT = 'prompt';
/** The output is made. */
export const SPANWISE_SERVER_PHASE_VALUE_OUTPUT = 'output';

/** Seconds that the server took to read the prompt, as its reply says. Type: double. */
export const ATTR_SPANWISE_SERVER_PROMPT_TIME = 'spanwise.server.prompt_time';

/** Seconds that the request waited at the server, as its reply says. Type: double. */
export const ATTR_SPANWISE_SERVER_QUEUE_TIME = 'spanwise.server.queue_time';

/** Seconds that the server took in all, as its reply says. Type: double. */
export const ATTR_SPANWISE_SERVER_TOTAL_TIME = 'spanwise.server.total_time';

/** Number of chunks of a streamed reply that the consumer read. Type: int. */
export const ATTR_SPANWISE_STREAM_CHUNK_COUNT = 'spanwise.stream.chunk_count';

/** Longest seconds between two chunks of a streamed reply, to 10 ms. Type: double. */
export const ATTR_SPANWISE_STREAM_LONGEST_GAP = 'spanwise.stream.longest_gap';

/** How a streamed reply ended. Type: one of the values below, or another string. */
export const ATTR_SPANWISE_STREAM_OUTCOME = 'spanwise.stream.outcome';
/** The stream was read to its end. */
export const SPANWISE_STREAM_OUTCOME_VALUE_COMPLETED = 'completed';
/** The consumer left it early: break, return, cancel. */
export const SPANWISE_STREAM_OUTCOME_VALUE_CANCELLED = 'cancelled';
/** An abort signal ended it. */
export const SPANWISE_STREAM_OUTCOME_VALUE_ABORTED = 'aborted';
/** An error ended it. */
export const SPANWISE_STREAM_OUTCOME_VALUE_FAILED = 'failed';
/** Nobody read it to its end and nobody can any more. */
export const SPANWISE_STREAM_OUTCOME_VALUE_ABANDONED = 'abandoned';

/** Output tokens by the seconds from the first chunk to the last. Type: double. */
export const ATTR_SPANWISE_STREAM_OUTPUT_TOKENS_PER_SECOND = 'spanwise.stream.output_tokens_per_second';

/** Mean seconds between one chunk of a streamed reply and the next. Type: double. */
export const ATTR_SPANWISE_STREAM_TIME_PER_OUTPUT_CHUNK = 'spanwise.stream.time_per_output_chunk';

/** Seconds from the start of the call to the first chunk of audio; absent when there was none. Type: double. */
export const ATTR_SPANWISE_STREAM_TIME_TO_FIRST_AUDIO = 'spanwise.stream.time_to_first_audio';

/** Seconds from the start of the call to the first chunk of reasoning; absent when there was none. Type: double. */
export const ATTR_SPANWISE_STREAM_TIME_TO_FIRST_REASONING = 'spanwise.stream.time_to_first_reasoning';

/** Seconds from the start of the call to the first chunk of the answer; absent when there was none. Type: double. */
export const ATTR_SPANWISE_STREAM_TIME_TO_FIRST_TEXT = 'spanwise.stream.time_to_first_text';

/** Why telemetry was not recorded, out of a small set. Type: string. */
export const ATTR_SPANWISE_TELEMETRY_REASON = 'spanwise.telemetry.reason';

/** Id of the tenant on whose behalf the work is done; on metrics only when asked, under a limit. Type: string. */
export const ATTR_SPANWISE_TENANT_ID = 'spanwise.tenant.id';

/** Whether a call was limited to the tenant that it ran for: by namespace, partition, collection or a value that its filter requires. Type: boolean. */
export const ATTR_SPANWISE_TENANT_SCOPED = 'spanwise.tenant.scoped';

/** Number of values that were cut to a limit before they were recorded. Type: int. */
export const ATTR_SPANWISE_TRUNCATED = 'spanwise.truncated';

/** Records that a write or a deletion reached, as the store says. Type: int. */
export const ATTR_SPANWISE_VECTOR_ACCEPTED_COUNT = 'spanwise.vector.accepted_count';

/** Units of cost that the store counts for the call, where it counts but one kind. Type: double. */
export const ATTR_SPANWISE_VECTOR_COST_UNITS = 'spanwise.vector.cost_units';

/** Numbers in each dense vector that the call holds. Type: int. */
export const ATTR_SPANWISE_VECTOR_DIMENSION_COUNT = 'spanwise.vector.dimension_count';

/** Records that a write or a deletion did not reach, as the store says. Type: int. */
export const ATTR_SPANWISE_VECTOR_FAILED_COUNT = 'spanwise.vector.failed_count';

/** Name of the vector field, column or named vector that a search compares. Type: string. */
export const ATTR_SPANWISE_VECTOR_FIELD = 'spanwise.vector.field';

/** Fields that the filter looks at, each once, in order; never their values. Type: string[]. */
export const ATTR_SPANWISE_VECTOR_FILTER_KEYS = 'spanwise.vector.filter.keys';

/** True when a filter limits what a call reaches. Type: boolean. */
export const ATTR_SPANWISE_VECTOR_FILTERED = 'spanwise.vector.filtered';

/** Name or kind of the index that a search states. Type: string. */
export const ATTR_SPANWISE_VECTOR_INDEX = 'spanwise.vector.index';

/** What a call does with the records of a vector store; db.operation.name is the client's own word. Type: one of the values below, or another string. */
export const ATTR_SPANWISE_VECTOR_OPERATION = 'spanwise.vector.operation';
/** Finds records by their nearness to vectors, or ranks them otherwise. */
export const SPANWISE_VECTOR_OPERATION_VALUE_SEARCH = 'search';
/** Adds or changes records. */
export const SPANWISE_VECTOR_OPERATION_VALUE_WRITE = 'write';
/** Removes records. */
export const SPANWISE_VECTOR_OPERATION_VALUE_DELETE = 'delete';
/** Reads records by id or filter, without ranking them. */
export const SPANWISE_VECTOR_OPERATION_VALUE_READ = 'read';

/** Read units that the store counts for the call. Type: double. */
export const ATTR_SPANWISE_VECTOR_READ_UNITS = 'spanwise.vector.read_units';

/** True when a search puts the results of several together, such as of a dense vector and of words. Type: boolean. */
export const ATTR_SPANWISE_VECTOR_SEARCH_HYBRID = 'spanwise.vector.search.hybrid';

/** By what a search compares vectors, in the words of the registry where they fit, else in the store's: cosine, euclidean, dot_product, manhattan, hamming, jaccard. Type: string. */
export const ATTR_SPANWISE_VECTOR_SEARCH_METRIC = 'spanwise.vector.search.metric';

/** Parameters of the search that the call states, as name=value. Type: string[]. */
export const ATTR_SPANWISE_VECTOR_SEARCH_PARAMETERS = 'spanwise.vector.search.parameters';

/** True when the store ranks the results again before it gives them. Type: boolean. */
export const ATTR_SPANWISE_VECTOR_SEARCH_RERANKED = 'spanwise.vector.search.reranked';

/** Best score of the results; of a batch, of all its searches. Type: double. */
export const ATTR_SPANWISE_VECTOR_SEARCH_SCORE_BEST = 'spanwise.vector.search.score.best';

/** Which scores are better. Type: one of the values below, or another string. */
export const ATTR_SPANWISE_VECTOR_SEARCH_SCORE_DIRECTION = 'spanwise.vector.search.score.direction';
/** Higher scores are better. */
export const SPANWISE_VECTOR_SEARCH_SCORE_DIRECTION_VALUE_SIMILARITY = 'similarity';
/** Lower scores are better. */
export const SPANWISE_VECTOR_SEARCH_SCORE_DIRECTION_VALUE_DISTANCE = 'distance';

/** Mean score of the results. Type: double. */
export const ATTR_SPANWISE_VECTOR_SEARCH_SCORE_MEAN = 'spanwise.vector.search.score.mean';

/** Score that a result must reach, as the call states it. Type: double. */
export const ATTR_SPANWISE_VECTOR_SEARCH_SCORE_THRESHOLD = 'spanwise.vector.search.score.threshold';

/** Worst score of the results. Type: double. */
export const ATTR_SPANWISE_VECTOR_SEARCH_SCORE_WORST = 'spanwise.vector.search.score.worst';

/** How many results a search asks for; of a batch, each of its searches. Type: int. */
export const ATTR_SPANWISE_VECTOR_SEARCH_TOP_K = 'spanwise.vector.search.top_k';

/** Bytes of the dense vectors that a call writes, 4 for each number where their type does not say. Type: int. */
export const ATTR_SPANWISE_VECTOR_WRITE_BYTES = 'spanwise.vector.write.bytes';

/** Write units that the store counts for the call. Type: double. */
export const ATTR_SPANWISE_VECTOR_WRITE_UNITS = 'spanwise.vector.write_units';

/** Version of the application's code, such as a commit. Type: string. */
export const ATTR_SPANWISE_VERSION_CODE = 'spanwise.version.code';

/** Version of the application's configuration. Type: string. */
export const ATTR_SPANWISE_VERSION_CONFIGURATION = 'spanwise.version.configuration';

/** Version of the data that the answer rests on, such as that of an index. Type: string. */
export const ATTR_SPANWISE_VERSION_DATA = 'spanwise.version.data';

/** Version of the model as the application names it, such as that of a fine-tuned one. Type: string. */
export const ATTR_SPANWISE_VERSION_MODEL = 'spanwise.version.model';

/** Version of the application's prompts as a whole; gen_ai.prompt.version is that of one template. Type: string. */
export const ATTR_SPANWISE_VERSION_PROMPT = 'spanwise.version.prompt';

/** The URL, credentials removed. Type: string. */
export const ATTR_URL_FULL = 'url.full';

/** Path of the URL. Type: string. */
export const ATTR_URL_PATH = 'url.path';

/** Query of the URL, secrets removed. Type: string. */
export const ATTR_URL_QUERY = 'url.query';

/** Scheme of the URL. Type: string. */
export const ATTR_URL_SCHEME = 'url.scheme';

/** Id of the user on whose behalf the work is done; never on metrics. Type: string. */
export const ATTR_USER_ID = 'user.id';

/** User-Agent header. Type: string. */
export const ATTR_USER_AGENT_ORIGINAL = 'user_agent.original';
