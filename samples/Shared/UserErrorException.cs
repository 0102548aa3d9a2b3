namespace Shared;

/// <summary>Something the user can mend: the message is one sentence that says what is wrong.</summary>
public sealed class UserErrorException(string message) : Exception(message);
