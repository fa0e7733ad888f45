/** What calls the gateway, and where it is told of it. */
export const mcpClients = {
  label: 'Client',
  names: {
    curl: 'curl',
    'claude-code': 'Claude Code',
    'claude-desktop': 'Claude Desktop',
    cursor: 'Cursor',
    vscode: 'VS Code',
    typescript: 'TypeScript',
    python: 'Python',
  },
  where: {
    curl: 'In a terminal:',
    'claude-code': 'In a terminal; then ask Claude to use a tool:',
    'claude-desktop': 'In claude_desktop_config.json (Settings, Developer); then start Claude Desktop again:',
    cursor: 'In ~/.cursor/mcp.json, or .cursor/mcp.json of a project:',
    vscode: 'In .vscode/mcp.json:',
    typescript: 'After npm install @modelcontextprotocol/client:',
    python: 'After pip install mcp:',
  },
};
