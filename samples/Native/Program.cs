using Native;

if (args is not [var modelFile])
{
    Console.Error.WriteLine("Usage: Native MODEL, where MODEL is a file that samples/Digits has saved, digits.safetensors unless told otherwise.");
    return 2;
}

try
{
    Reading.Run(modelFile, Console.Out);
    return 0;
}
catch (Exception exception) when (Reading.IsTheFilesFault(exception))
{
    Console.Error.WriteLine($"The model cannot be used: {exception.Message}");
    return 2;
}
