using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Shared;

/// <summary>Reads the options' values, in invariant culture, with errors that name the option, the value and what is allowed.</summary>
internal static class OptionParsers
{
    public static Option<int> WholeNumber(string name, string description, string valueName, int lowest, int highest) => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = argument =>
        {
            var text = argument.Tokens[^1].Value;
            var isWhole = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
            return isWhole && value >= lowest && value <= highest
                ? value
                : Fail<int>(argument, name, text, FormattableString.Invariant($"a whole number from {lowest} to {highest}"));
        },
    };

    public static Option<ulong> Seed(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = argument =>
        {
            var text = argument.Tokens[^1].Value;
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : Fail<ulong>(argument, name, text, "a whole number from 0 to 18446744073709551615");
        },
    };

    public static Option<double> PositiveNumber(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = argument =>
        {
            var text = argument.Tokens[^1].Value;
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            return isNumber && value > 0 && double.IsFinite(value)
                ? value
                : Fail<double>(argument, name, text, "a number above 0");
        },
    };

    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(known => known.ToLowerInvariant()).ToArray();
        return Choice(name, description, names, index => Enum.GetValues<T>()[index]);
    }

    public static Option<string> Choice(string name, string description, string[] names) =>
        Choice(name, description, names, index => names[index]);

    public static Option<KeyValuePair<string, string>[]> Settings(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "GROUP.NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = argument =>
        {
            var settings = new List<KeyValuePair<string, string>>();
            foreach (var token in argument.Tokens)
            {
                var equals = token.Value.IndexOf('=');
                if (equals <= 0 || equals == token.Value.Length - 1)
                {
                    return Fail<KeyValuePair<string, string>[]>(argument, name, token.Value, "of the form Conv1.Filters=48");
                }

                settings.Add(new(token.Value[..equals].Trim(), token.Value[(equals + 1)..].Trim()));
            }

            return [.. settings];
        },
    };

    public static Option<string> Path(string name, string description, string valueName) => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = argument =>
        {
            var text = argument.Tokens[^1].Value;
            return string.IsNullOrWhiteSpace(text) ? Fail<string>(argument, name, text, "a path") : text;
        },
    };

    public static Option<string> Device(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        CustomParser = argument =>
        {
            var text = argument.Tokens[^1].Value;
            return DeepTricks.Dsl.Device.IsName(text)
                ? text
                : Fail<string>(argument, name, text, "best, cpu, cuda, opencl or simulator, nor one of several, such as cuda:1");
        },
    };

    private static Option<T> Choice<T>(string name, string description, string[] names, Func<int, T> value) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', names),
        CustomParser = argument =>
        {
            var text = argument.Tokens[^1].Value;
            var index = Array.IndexOf(names, text.ToLowerInvariant());
            return index >= 0
                ? value(index)
                : Fail<T>(argument, name, text, string.Join(", ", names[..^1]) + " or " + names[^1]);
        },
    };

    private static T? Fail<T>(ArgumentResult argument, string name, string text, string expected)
    {
        argument.AddError($"The value '{text}' of {name} is not {expected}.");
        return default;
    }
}
