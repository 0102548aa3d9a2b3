using Tricks;

// Open a file under Networks in an editor: its warning stands on the attribute, with a fix beside it.
foreach (var trick in TrickList.All)
{
    Console.WriteLine($"{trick.Rule}  {trick.Class,-22} {trick.Problem}");
}
